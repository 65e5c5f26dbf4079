// Renders a screen with the sample shell and runs axe over it, as far as a page without layout can tell.
import axe from 'axe-core'
import { render } from '@testing-library/svelte'
import type { Component } from 'svelte'
import { expect } from 'vitest'
import { reset } from '../src/ipc/mock'
import { loadFrame } from '../src/shared/desk.svelte'

type Scenario = Parameters<typeof reset>[0]

export async function openScreen(screen: Component, hash: string, scenario: Scenario = 'rich') {
  reset(scenario)
  location.hash = hash
  window.dispatchEvent(new Event('hashchange'))
  await loadFrame()
  const main = document.createElement('main')
  document.body.append(main)
  return render(screen, { target: main })
}

/** Contrast needs layout: the pictures of `screens.mjs` look at it. */
export async function expectAccessible() {
  const found = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
