/** Spaces as French typography wants them, and plurals. */

/** Puts the narrow no-break space before ; ! ? % and €, the no-break one before the colon, both inside « ». */
export function spaced(text: string): string {
  return text
    .replace(/ ([;!?%€])/g, '\u202f$1')
    .replace(/ :/g, '\u00a0:')
    .replace(/« /g, '«\u202f')
    .replace(/ »/g, '\u202f»')
    .replace(/(\d) (j|h|min)\b/g, '$1\u00a0$2')
    .replace(/'/g, '’')
}

/** `spaced` over a whole tree of messages, functions included. */
export function typeset<T>(messages: T): T {
  if (typeof messages === 'string') return spaced(messages) as T
  if (typeof messages === 'function')
    return ((...args: unknown[]) => typeset((messages as unknown as (...a: unknown[]) => unknown)(...args))) as T
  if (Array.isArray(messages)) return messages.map(typeset) as T
  if (typeof messages === 'object' && messages !== null)
    return Object.fromEntries(Object.entries(messages).map(([key, value]) => [key, typeset(value)])) as T
  return messages
}

/** Chooses by the plural rule of the language: `one` for 0 and 1 in French, for 1 alone in English. */
export function plural(locale: string) {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count: number, one: string, other: string) =>
    (rules.select(count) === 'one' ? one : other).replaceAll('#', numbers.format(count))
}
