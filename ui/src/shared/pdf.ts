/** Draws PDF pages with pdf.js, loaded only when a document is looked at. */
import type { PDFDocumentProxy, PDFPageProxy, PDFWorker } from 'pdfjs-dist'
import type { TextContent } from 'pdfjs-dist/types/src/display/api'

export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

type Library = typeof import('pdfjs-dist')
/** The library with its one worker: a document that made its own would take it along when it is closed, while the next
    one is being read. */
interface Reader {
  pdfjs: Library
  worker: PDFWorker
}
let reader: Promise<Reader> | null = null

async function load(): Promise<Reader> {
  const [pdfjs, { default: address }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs') as Promise<Library>,
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
  ])
  // A worker that we make ourselves: under the shell's own scheme the library would wrap it in a blob, which the policy
  // refuses. It says `ready` as soon as it runs.
  const worker = await new Promise<Worker | null>((resolve) => {
    const made = new Worker(address, { type: 'module' })
    made.addEventListener('error', () => resolve(null), { once: true })
    made.addEventListener('message', () => resolve(made), { once: true })
    setTimeout(() => resolve(null), 4000)
  }).catch(() => null)
  // Without a worker the pages are drawn by the window itself, from the same file: slower, and right.
  if (!worker) pdfjs.GlobalWorkerOptions.workerSrc = address
  // The library's own types know no port but null.
  const port = { port: worker } as unknown as ConstructorParameters<typeof PDFWorker>[0]
  return { pdfjs, worker: new pdfjs.PDFWorker(worker ? port : {}) }
}

export interface DrawnPage {
  canvas: HTMLCanvasElement
  text: string
}

/** The words of a page. `getTextContent` walks its stream with `for await`, which WebKit does not know yet. */
async function textOf(page: PDFPageProxy): Promise<string> {
  const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return text
    for (const item of value.items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : ' ')
  }
}

/**
 * Pixels of the screen for one of CSS, and how many are drawn for each of them. On a plain screen two, which are then
 * brought down to one: drawn at once, each small letter is moved to a whole pixel and the words of a letter fall apart.
 */
export function sharpness(ratio: number): { shown: number; drawn: number } {
  const shown = Math.min(3, Math.max(1, ratio || 1))
  return { shown, drawn: shown < 2 ? 2 : 1 }
}

/** The same picture in fewer pixels: a whole number of them for one, so that no line of them is lost. */
function reduced(canvas: HTMLCanvasElement, by: number): HTMLCanvasElement {
  if (by === 1) return canvas
  const small = document.createElement('canvas')
  small.width = canvas.width / by
  small.height = canvas.height / by
  const context = small.getContext('2d')
  if (!context) return canvas
  context.imageSmoothingQuality = 'high'
  context.drawImage(canvas, 0, 0, small.width, small.height)
  return small
}

/** The pages at a width in CSS pixels, sharp on the reader's screen. */
export async function readPdf(base64: string, width: number): Promise<DrawnPage[]> {
  reader ??= load()
  const { pdfjs, worker } = await reader
  const task = pdfjs.getDocument({
    worker,
    data: bytesOf(base64),
    isEvalSupported: false,
    useWasm: false,
    disableFontFace: false,
    useSystemFonts: true,
    verbosity: 0,
  })
  const document_: PDFDocumentProxy = await task.promise
  try {
    const drawn: DrawnPage[] = []
    const { shown, drawn: times } = sharpness(window.devicePixelRatio)
    // Sixty invoices make a handful of pages; far more would be a mistake to draw at once.
    for (let number = 1; number <= Math.min(document_.numPages, 40); number++) {
      const page = await document_.getPage(number)
      const wide = Math.round(width * shown)
      const viewport = page.getViewport({ scale: (wide * times) / page.getViewport({ scale: 1 }).width })
      const full = document.createElement('canvas')
      full.width = wide * times
      full.height = Math.round(viewport.height / times) * times
      await page.render({ canvas: full, viewport }).promise
      const canvas = reduced(full, times)
      canvas.setAttribute('aria-hidden', 'true')
      const text = await textOf(page)
      drawn.push({ canvas, text })
    }
    return drawn
  } finally {
    await task.destroy()
  }
}
