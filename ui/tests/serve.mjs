// Serves a built interface the way the shell does: its files, under its policy, nothing else.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The policy of `tauri.conf.json`, as a header. */
export async function policy() {
  const path = fileURLToPath(new URL('../../src-tauri/tauri.conf.json', import.meta.url))
  const { csp } = JSON.parse(await readFile(path, 'utf8')).app.security
  return Object.entries(csp)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

export async function serve(folder, port = 0) {
  const csp = await policy()
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace(/^(\.\.[/\\])+/, '')
    const file = join(folder, path === '/' ? 'index.html' : path)
    try {
      const bytes = await readFile(file)
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': csp,
      })
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready))
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}
