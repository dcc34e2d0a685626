import type { Runtime, SelectedNode } from '../parts'

interface Fields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  context?: boolean
  node?: boolean
}

type Callback = (result: unknown) => void

interface Question {
  /** `undefined`: the viewport. */
  selector: string | undefined
  all: boolean
  scope: unknown
  fields: Fields
  callback: Callback | undefined
}

/** `wx.createSelectorQuery()`; asks the pages once, when `exec` is called. */
export class SelectorQuery {
  readonly #questions: Question[] = []
  #scope: unknown

  constructor(private readonly runtime: Pick<Runtime, 'router' | 'reportError'>) {}

  in(scope: unknown): this {
    this.#scope = scope
    return this
  }

  select(selector: string): NodesRef {
    return this.ref(selector, false)
  }

  selectAll(selector: string): NodesRef {
    return this.ref(selector, true)
  }

  selectViewport(): NodesRef {
    return this.ref(undefined, false)
  }

  exec(callback?: Callback): this {
    const questions = [...this.#questions]
    setTimeout(() => {
      const answers = questions.map((question) => this.answer(question))
      for (const [index, { callback: each }] of questions.entries()) this.call(each, answers[index])
      this.call(callback, answers)
    })
    return this
  }

  /** For NodesRef. */
  ask(question: Omit<Question, 'scope'>): this {
    this.#questions.push({ ...question, scope: this.#scope })
    return this
  }

  private ref(selector: string | undefined, all: boolean): NodesRef {
    return new NodesRef(this, selector, all)
  }

  private answer({ selector, all, scope, fields }: Question): unknown {
    const { top } = this.runtime.router
    if (!top) return null
    if (selector === undefined) return viewport(top.frame, fields)
    const nodes = this.runtime.router.select(scope ?? top.instance, selector)
    if (all) return nodes.map((node) => read(node, fields))
    return nodes[0] ? read(nodes[0], fields) : null
  }

  private call(callback: Callback | undefined, result: unknown): void {
    try {
      callback?.(result)
    } catch (error) {
      this.runtime.reportError(error)
    }
  }
}

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly selector: string | undefined,
    private readonly all: boolean,
  ) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    return this.query.ask({ selector: this.selector, all: this.all, fields, callback })
  }

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback)
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback)
  }

  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback)
  }

  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback)
  }
}

const NOWHERE = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }

function read(node: SelectedNode, fields: Fields): Record<string, unknown> {
  const { element } = node
  const result: Record<string, unknown> = {}
  if (fields.id) result.id = node.id
  if (fields.dataset) result.dataset = node.dataset
  if (fields.mark) result.mark = node.mark
  const box = fields.rect || fields.size ? (element?.getBoundingClientRect() ?? NOWHERE) : NOWHERE
  if (fields.rect) {
    const { left, top, right, bottom } = box
    Object.assign(result, { left, top, right, bottom })
  }
  if (fields.size) Object.assign(result, { width: box.width, height: box.height })
  if (fields.scrollOffset) Object.assign(result, scrollOf(element))
  if (fields.computedStyle && element) {
    const style = element.ownerDocument.defaultView?.getComputedStyle(element)
    for (const name of fields.computedStyle) result[name] = style?.getPropertyValue(cssName(name))
  }
  for (const name of fields.properties ?? []) result[name] = node.property(name)
  if (fields.node) result.node = node.node
  if (fields.context) result.context = node.context
  return result
}

function scrollOf(element: Element | undefined): Record<string, number> {
  const { scrollLeft = 0, scrollTop = 0, scrollWidth = 0, scrollHeight = 0 } = element ?? {}
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight }
}

const cssName = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function viewport(frame: HTMLIFrameElement, fields: Fields): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const { clientWidth: width, clientHeight: height } = frame
  if (fields.id) result.id = ''
  if (fields.dataset) result.dataset = {}
  if (fields.mark) result.mark = {}
  if (fields.rect) Object.assign(result, { left: 0, top: 0, right: width, bottom: height })
  if (fields.size) Object.assign(result, { width, height })
  if (fields.scrollOffset) {
    Object.assign(result, scrollOf(frame.contentDocument?.documentElement))
  }
  return result
}
