import './shared/app.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { lastSpoken, speak } from './messages/index.svelte'
import { wear } from './shared/theme'

// The language and the theme of last time, until the shell has answered.
const last = lastSpoken()
if (last) speak(last)
try {
  wear(localStorage.getItem('acquit-theme') ?? 'system')
} catch {
  // Storage may be refused: the system's theme.
}

const target = document.getElementById('app')
if (target) {
  target.replaceChildren()
  mount(App, { target })
}
