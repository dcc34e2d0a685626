import type { PickerOptions } from '../parts'
import type { BuiltIn, Instance } from './define'
import { labelUnsupported } from './unsupported'

/** What it contains is the button; the wheels are drawn by the shell. */
export const picker: BuiltIn = {
  tag: 'picker',
  properties: {
    mode: { type: String, value: 'selector' },
    headerText: String,
    disabled: Boolean,
    range: null,
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    fields: { type: String, value: 'day' },
    customItem: String,
    level: String,
    name: String,
  },
  css: 'wx-picker{display:block;cursor:pointer}',
  setup(instance) {
    const { element, data, watch, on, set, emit, host } = instance
    element.setAttribute('role', 'button')
    element.setAttribute('aria-haspopup', 'dialog')
    watch('disabled', () => {
      element.tabIndex = data.disabled ? -1 : 0
      element.setAttribute('aria-disabled', String(Boolean(data.disabled)))
    })
    watch('mode', () => {
      if (data.mode === 'region') labelUnsupported(instance, 'picker mode="region"')
    })
    const open = async () => {
      const options = pickerOptions(instance)
      if (data.disabled || !options) return
      const value = await host.runtime.shell.picker(options)
      if (value === null || value === undefined) return emit('cancel', {})
      set({ value })
      emit('change', { value })
    }
    const run = () => void open().catch((error: unknown) => host.runtime.reportError(error))
    on('tap', run)
    return {
      activate: run,
      field: { value: () => data.value, reset: () => set({ value: null }) },
    }
  },
}

function pickerOptions({ data, emit }: Instance): PickerOptions | undefined {
  const title = String(data.headerText ?? '')
  const words = (items: unknown): string[] =>
    (Array.isArray(items) ? items : []).map((item) =>
      String(
        data.rangeKey ? (item as Record<string, unknown> | null)?.[String(data.rangeKey)] : item,
      ),
    )
  switch (data.mode) {
    case 'selector':
      return { mode: 'selector', range: words(data.range), value: Number(data.value ?? 0), title }
    case 'multiSelector': {
      const columns = Array.isArray(data.range) ? data.range : []
      const values = Array.isArray(data.value) ? data.value : []
      const options: Extract<PickerOptions, { mode: 'multiSelector' }> = {
        mode: 'multiSelector',
        range: columns.map(words),
        value: columns.map((_, index) => Number(values[index] ?? 0)),
        title,
        onColumnChange(column, value) {
          emit('columnchange', { column, value })
          // The handler usually gave the other columns new words.
          options.range = (Array.isArray(data.range) ? data.range : []).map(words)
          const now = Array.isArray(data.value) ? data.value.map(Number) : []
          options.value = options.range.map((_, index) => now[index] ?? 0)
        },
      }
      return options
    }
    case 'date':
    case 'time': {
      const fields = data.fields === 'year' || data.fields === 'month' ? data.fields : 'day'
      const [value, start, end] = [data.value, data.start, data.end].map((each) =>
        String(each ?? ''),
      )
      return {
        mode: data.mode,
        value: value ?? '',
        start: start ?? '',
        end: end ?? '',
        fields,
        title,
      }
    }
    default:
      return undefined
  }
}
