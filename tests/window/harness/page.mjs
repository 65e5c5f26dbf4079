// What runs inside the page. Each function is sent as text, so it may use nothing but its arguments.

/** Elements that a reader would call by this role and name, in the order of the page. */
export function elementsNamed(role, name) {
  const SELECTORS = {
    button: 'button, [role=button], input[type=submit], input[type=button], summary',
    link: 'a[href], [role=link]',
    textbox: 'textarea, [role=textbox], input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url]',
    searchbox: 'input[type=search], [role=searchbox]',
    spinbutton: 'input[type=number], [role=spinbutton]',
    field: 'input, textarea, select, [role=textbox], [role=combobox], [role=searchbox], [role=listbox]',
    combobox: 'select, [role=combobox]',
    checkbox: 'input[type=checkbox], [role=checkbox]',
    switch: '[role=switch]',
    radio: 'input[type=radio], [role=radio]',
    heading: 'h1, h2, h3, h4, [role=heading]',
    dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
    listitem: 'li, [role=listitem]',
    row: 'tr, [role=row]',
    option: 'option, [role=option]',
    tab: '[role=tab]',
    menuitem: '[role=menuitem]',
    status: 'output, [role=status]',
    alert: '[role=alert]',
    region: 'section[aria-label], section[aria-labelledby], aside, [role=region], [role=complementary]',
    navigation: 'nav, [role=navigation]',
  }
  const plain = (text) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim()
  const nameOf = (element) => {
    const by = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
    const labelled = by.map((id) => document.getElementById(id)?.textContent).join(' ')
    const labels = [...(element.labels ?? [])].map((label) => label.textContent).join(' ')
    const content = element.matches('input, textarea, select') ? '' : element.textContent
    const names = [labelled, element.getAttribute('aria-label'), labels, content, element.getAttribute('title'), element.getAttribute('placeholder')]
    return names.map(plain).find(Boolean) ?? ''
  }
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert], [aria-hidden=true]')
  const wanted = plain(name)
  const all = [...document.querySelectorAll(SELECTORS[role] ?? `[role=${role}]`)].filter(shown)
  const exact = all.filter((element) => nameOf(element) === wanted)
  return exact.length ? exact : all.filter((element) => nameOf(element).includes(wanted))
}

/** The text a reader sees, with plain spaces. */
export function visibleText() {
  return document.body.innerText.replace(/[\u00a0\u202f]/g, ' ')
}

/** What has the focus, in words, and whether the focus can be seen. */
export function focused() {
  const element = document.activeElement
  if (!element || element === document.body) return null
  // A radio button drawn as a chip shows the focus on the chip, which is its label.
  const ringed = [element, element.closest('label')].filter(Boolean).some((one) => {
    const style = getComputedStyle(one)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  })
  return {
    tag: element.localName,
    role: element.getAttribute('role') ?? '',
    text: (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 80),
    visible: element.matches(':focus-visible') && ringed,
  }
}

/** Answers when what the page is now has been painted. */
export function painted(done) {
  const after = (frames) => (frames ? requestAnimationFrame(() => after(frames - 1)) : setTimeout(done, 100))
  after(3)
}

/** Runs axe on the whole page, once colours have stopped changing, and hands back what matters of its answer. */
export function audit(done) {
  const settled = Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const patience = new Promise((go) => setTimeout(go, 2000))
  Promise.race([settled, patience])
    .then(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
    .then(
    (result) =>
      done({
        passed: result.passes.length,
        // Panes scroll, never the page that holds them: a focus would move the whole window.
        scrolls: document.scrollingElement.scrollHeight - document.scrollingElement.clientHeight,
        violations: result.violations.map(({ id, impact, help, nodes }) => ({
          id,
          impact,
          help,
          nodes: nodes.map(({ target, html, failureSummary }) => ({ target: target.join(' '), html, failureSummary })),
        })),
      }),
    (error) => done({ error: String(error) }),
  )
}
