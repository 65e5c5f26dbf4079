import './shared/app.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { speak } from './messages/index.svelte'
import { wear } from './shared/theme'

// The language and the theme of last time, until the shell has answered.
try {
  speak(localStorage.getItem('acquit-lang') ?? 'fr')
  wear(localStorage.getItem('acquit-theme') ?? 'system')
} catch {
  // Storage may be refused: French and the system's theme.
}

const target = document.getElementById('app')
if (target) {
  target.replaceChildren()
  mount(App, { target })
}
