// Runs before the first paint, so that a dark window never flashes white. A file of its own: the policy allows no inline script.
;(function () {
  var wish = 'system'
  var lang = 'fr'
  try {
    wish = localStorage.getItem('acquit-theme') || 'system'
    lang = localStorage.getItem('acquit-lang') || 'fr'
  } catch (_) {
    // Storage may be refused: the system's theme is a good guess.
  }
  var dark = wish === 'dark' || (wish === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.lang = lang
})()
