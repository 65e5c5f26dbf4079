// The sample shell with an ear at its door: what was asked, and an answer that is held back until the test lets it go.
import type { Args, CommandName } from '../src/ipc'

type Mock = typeof import('../src/ipc/mock')
interface Asked {
  name: CommandName
  args: unknown
}

export const asked: Asked[] = []
const held: { holds: (one: Asked) => boolean; until: Promise<void> }[] = []

/** For `vi.mock('…/ipc/mock', async (original) => watched(await original()))`. */
export const watched = (mock: Mock): Mock => ({
  ...mock,
  answer: async (name, args) => {
    const one = { name, args: structuredClone(args) }
    asked.push(one)
    await held.find(({ holds }) => holds(one))?.until
    return mock.answer(name, args)
  },
})

/** Holds back the answers to a command whose question fits, until what it returns is called. */
export function hold<N extends CommandName>(name: N, fits: (args: Args<N>) => boolean = () => true): () => void {
  let free = () => {}
  held.push({
    holds: (one) => one.name === name && fits(one.args as Args<N>),
    until: new Promise((resolve) => (free = resolve)),
  })
  return free
}

/** How often a command was asked. */
export const times = (name: CommandName) => asked.filter((one) => one.name === name).length
/** What a command was asked last. */
export const last = <N extends CommandName>(name: N) => asked.findLast((one) => one.name === name)?.args as Args<N>

export function forget() {
  asked.length = 0
  held.length = 0
}
