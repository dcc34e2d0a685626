import type { Problem } from '../../bundle'

const ID = 'phone-problems'

/**
 * Covers the phone with the errors of the last build: file, line and what is wrong. Warnings are for the
 * console. A list without errors uncovers it.
 */
export function showProblems(problems: readonly Problem[]): void {
  const errors = problems.filter((problem) => problem.severity === 'error')
  for (const problem of problems) {
    const text = `${placeOf(problem)} ${problem.message}`
    if (problem.severity === 'error') console.error(text)
    else console.warn(text)
  }
  document.getElementById(ID)?.remove()
  if (errors.length === 0) return
  const list = document.createElement('ol')
  list.style.cssText = 'margin:0;padding:0;list-style:none'
  for (const error of errors) {
    const item = document.createElement('li')
    item.style.cssText = 'padding:12px 0;border-top:1px solid #5c2b2b'
    const place = document.createElement('div')
    place.style.cssText = 'color:#ffb4a8;font-weight:600;word-break:break-all'
    place.textContent = placeOf(error)
    const message = document.createElement('div')
    message.style.cssText = 'white-space:pre-wrap;margin-top:4px'
    message.textContent = error.message
    item.append(place, message)
    list.append(item)
  }
  cover(`编译没有通过（${errors.length} 处）`, list)
}

/** Covers the phone with one sentence. */
export function showNote(sentence: string): void {
  cover(sentence)
}

function cover(title: string, ...content: Element[]): void {
  const overlay = document.createElement('div')
  overlay.id = ID
  overlay.setAttribute('role', 'alert')
  overlay.style.cssText =
    'position:fixed;inset:0;z-index:2147483647;overflow:auto;padding:56px 16px 16px;box-sizing:border-box;background:#2b1414;color:#fff;font:14px/1.6 ui-monospace,monospace,inherit'
  const heading = document.createElement('h1')
  heading.style.cssText = 'font-size:16px;margin:0 0 12px'
  heading.textContent = title
  overlay.append(heading, ...content)
  document.body.append(overlay)
}

function placeOf({ file, line, column }: Problem): string {
  return line === 0 ? file : `${file}:${line}:${column}`
}
