import type { PhoneSettings } from '../phone'
import { SYSTEM_TYPEFACES } from '../typefaces'
import type { PhoneDocumentData } from './messages'

/** Address of the main package's script; subpackages are at `/bundle/<name>.js`. */
export const MAIN_PACKAGE = '/bundle.js'

/**
 * The page at `/phone/<id>`. Scripts run in this order: the line to the server, the runtime (puts `__mp` in
 * place), the main package, and then, at `DOMContentLoaded`, the runtime starts the app.
 * With an error in the mini-program nothing of it is loaded: the line shows the problems.
 */
export function phoneDocument(settings: PhoneSettings, data: PhoneDocumentData): string {
  const broken = data.problems.some((problem) => problem.severity === 'error')
  const scripts = ['/line.js', ...(broken ? [] : ['/runtime.js', MAIN_PACKAGE])]
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>手机 ${escapeText(settings.id)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/fonts/shipped.css">
<style>html { font-family: ${SYSTEM_TYPEFACES} } body { margin: 0 }</style>
<script>
window.__phone = ${literal(settings)}
window.__phoneDocument = ${literal(data)}
</script>
</head>
<body>
${scripts.map((source) => `<script src="${source}"></script>`).join('\n')}
</body>
</html>
`
}

/** The page at `/stand/<id>`: a phone of its own size on a desk, for a window that is larger. */
export function standDocument({ id, screen }: PhoneSettings): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>手机 ${escapeText(id)}</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #8f959e }
iframe { width: ${screen.width}px; height: ${screen.height}px; max-height: 100vh; border: 0; border-radius: 20px; background: #fff }
</style>
</head>
<body><iframe src="/phone/${encodeURIComponent(id)}" allow="clipboard-write"></iframe></body>
</html>
`
}

/** JSON that may stand inside a script element. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
