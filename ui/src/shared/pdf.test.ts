import { expect, it, vi } from 'vitest'
import { readPdf, sharpness } from './pdf'

/** As the library does it: closing a document closes the worker it made, and no other document may begin meanwhile. */
const library = vi.hoisted(() => {
  class PDFWorker {
    static made = 0
    constructor() {
      PDFWorker.made += 1
    }
  }
  let closing = false
  const getDocument = (source: { worker?: unknown }) => {
    const own = !(source.worker instanceof PDFWorker)
    if (own && closing) throw new Error('the worker is being destroyed')
    const destroy = async () => {
      closing = true
      await new Promise((done) => setTimeout(done, 20))
      closing = false
    }
    return { promise: Promise.resolve({ numPages: 0 }), destroy }
  }
  return { PDFWorker, getDocument, GlobalWorkerOptions: { workerSrc: '' } }
})
vi.mock('pdfjs-dist/legacy/build/pdf.mjs', () => library)
vi.mock('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url', () => ({ default: 'worker.mjs' }))

it('a document is read while another is being closed, by one worker', async () => {
  const first = readPdf('', 600)
  await new Promise((done) => setTimeout(done, 5))
  const second = readPdf('', 600)
  expect(await Promise.all([first, second])).toEqual([[], []])
  expect(library.PDFWorker.made).toBe(1)
})

it('pages are drawn with two pixels at least for one of CSS, and a whole number of them for one shown', () => {
  for (const ratio of [0, 1, 1.25, 1.5, 1.99, 2, 3, 4]) {
    const { shown, drawn } = sharpness(ratio)
    expect(shown * drawn, String(ratio)).toBeGreaterThanOrEqual(2)
    expect(Number.isInteger(drawn), String(ratio)).toBe(true)
    expect(shown, String(ratio)).toBe(Math.min(3, ratio || 1))
  }
})
