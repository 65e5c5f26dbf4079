/** Light, dark, or as the system says. `public/theme.js` does the same before the first paint. */
const system = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null
let wish = 'system'

function show() {
  const dark = wish === 'dark' || (wish === 'system' && (system?.matches ?? false))
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

system?.addEventListener('change', show)

export function wear(theme: string) {
  wish = theme
  try {
    localStorage.setItem('acquit-theme', theme)
  } catch {
    // Storage may be refused; the shell remembers the theme anyway.
  }
  show()
}
