/** What `<input>` and `<textarea>` share: a native field inside, its placeholder drawn as WeChat draws it. */
import type { Behaviour, Instance, PropertyDeclaration } from './define'

export const FIELD_PROPERTIES: Record<string, PropertyDeclaration> = {
  value: null,
  placeholder: String,
  placeholderStyle: String,
  placeholderClass: { type: String, value: 'input-placeholder' },
  disabled: Boolean,
  maxlength: { type: Number, value: 140 },
  cursorSpacing: null,
  autoFocus: Boolean,
  focus: Boolean,
  confirmType: { type: String, value: 'done' },
  confirmHold: Boolean,
  alwaysEmbed: Boolean,
  cursor: { type: Number, value: -1 },
  selectionStart: { type: Number, value: -1 },
  selectionEnd: { type: Number, value: -1 },
  adjustPosition: { type: Boolean, value: true },
  holdKeyboard: Boolean,
  cursorColor: String,
  name: String,
}

/** Style of both fields; `{tag}` is the component's element. */
export const FIELD_CSS = `wx-input>input,wx-textarea>textarea{display:block;width:100%;height:100%;border:0;padding:0;margin:0;outline:0;background:none;font:inherit;color:inherit;text-align:inherit;letter-spacing:inherit;line-height:inherit;min-height:0;box-sizing:border-box;resize:none;text-shadow:inherit}
wx-input>input::placeholder,wx-textarea>textarea::placeholder{color:transparent}
.wx-placeholder{position:absolute;left:0;right:0;top:0;pointer-events:none;overflow:hidden}
:where(.wx-placeholder){color:#808080}
wx-input:focus-within,wx-textarea:focus-within{outline:none}`

export interface Field {
  input: HTMLInputElement | HTMLTextAreaElement
  behaviour: Behaviour & { field: NonNullable<Behaviour['field']> }
  /** Called after the text changed, by the person or by data. */
  onText(changed: () => void): void
}

export function createField(instance: Instance, tag: 'input' | 'textarea'): Field {
  const { data, watch, emit, set, view } = instance
  const placeholder = instance.create('div', 'wx-placeholder')
  placeholder.setAttribute('aria-hidden', 'true')
  const input = instance.create(tag)
  const changes: (() => void)[] = []
  const textChanged = () => {
    placeholder.style.display = input.value ? 'none' : ''
    for (const changed of changes) changed()
  }
  const show = (text: string) => {
    if (input.value !== text) input.value = text
    textChanged()
  }
  watch('value', () =>
    show(data.value === null || data.value === undefined ? '' : String(data.value)),
  )
  watch('placeholder placeholderStyle placeholderClass', () => {
    placeholder.textContent = String(data.placeholder)
    placeholder.style.cssText = instance.style(data.placeholderStyle)
    placeholder.className = ['wx-placeholder', ...instance.classes(data.placeholderClass)].join(' ')
    placeholder.style.display = input.value ? 'none' : ''
    input.placeholder = String(data.placeholder)
  })
  watch('disabled', () => {
    input.disabled = Boolean(data.disabled)
  })
  watch('maxlength', () => {
    const limit = Number(data.maxlength)
    if (limit >= 0) input.maxLength = limit
    else input.removeAttribute('maxlength')
  })
  watch('confirmType', () => {
    input.enterKeyHint = String(data.confirmType)
  })
  watch('cursorColor', () => {
    input.style.caretColor = String(data.cursorColor)
  })
  for (const [property, attribute] of [
    ['ariaLabel', 'aria-label'],
    ['ariaRequired', 'aria-required'],
    ['ariaInvalid', 'aria-invalid'],
    ['ariaDescribedby', 'aria-describedby'],
  ] as const)
    watch(property, () => {
      if (data[property]) input.setAttribute(attribute, String(data[property]))
    })

  const focus = () => {
    input.focus()
    const start = Number(data.selectionStart)
    const end = Number(data.selectionEnd)
    const cursor = Number(data.cursor)
    if (start >= 0 && end >= 0) input.setSelectionRange(start, end)
    else if (cursor >= 0) input.setSelectionRange(cursor, cursor)
  }
  let attached = false
  watch('focus', () => {
    if (!attached) return
    if (data.focus) focus()
    else if (input === input.ownerDocument.activeElement) input.blur()
  })

  /** What the person typed; a handler may return another text and cursor. */
  const typed = () => {
    const value = input.value
    textChanged()
    set({ value })
    emit(
      'input',
      { value, cursor: input.selectionStart ?? value.length, keyCode: 0 },
      {
        onReturn(result) {
          const answer =
            typeof result === 'string' ? { value: result } : (result as Answer | undefined)
          if (typeof answer?.value !== 'string') return undefined
          set({ value: answer.value })
          show(answer.value)
          if (typeof answer.cursor === 'number')
            input.setSelectionRange(answer.cursor, answer.cursor)
          return undefined
        },
      },
    )
  }
  input.addEventListener('input', typed)
  input.addEventListener('focus', () => {
    emit('focus', { value: input.value, height: 0 })
    emit('keyboardheightchange', { height: 0, duration: 0 })
  })
  input.addEventListener('blur', () => {
    emit('blur', {
      value: input.value,
      cursor: input.selectionStart ?? 0,
      encryptedValue: '',
      encryptError: '',
    })
  })
  for (const [dom, event] of [
    ['compositionstart', 'keyboardcompositionstart'],
    ['compositionupdate', 'keyboardcompositionupdate'],
    ['compositionend', 'keyboardcompositionend'],
  ] as const)
    input.addEventListener(dom, (found) => emit(event, { data: (found as CompositionEvent).data }))
  const confirm = () => {
    emit('confirm', { value: input.value })
    if (!data.confirmHold) input.blur()
  }
  input.addEventListener('keydown', (found) => {
    const event = found as KeyboardEvent
    const sends = tag === 'input' || data.confirmType !== 'return'
    if (
      event.key !== 'Enter' ||
      event.isComposing ||
      !sends ||
      (tag === 'textarea' && !event.ctrlKey)
    )
      return
    confirm()
  })

  return {
    input,
    onText: (changed) => changes.push(changed),
    behaviour: {
      attached() {
        attached = true
        if (data.focus || data.autoFocus) view.setTimeout(focus)
      },
      field: { value: () => input.value, reset: () => set({ value: '' }) },
      activate: focus,
      methods: {
        input(value) {
          input.value = String(value)
          typed()
        },
      },
    },
  }
}

interface Answer {
  value?: unknown
  cursor?: unknown
}
