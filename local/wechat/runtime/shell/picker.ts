import type { PickerOptions } from '../parts'
import { openDialog } from './dialog'
import { element } from './element'
import { PickerColumn } from './picker-column'
import { dateWheels, readValue, timeWheels, type Wheels } from './picker-dates'

/**
 * Opens the picker of `<picker>`. Resolves to the index (`selector`), the indexes (`multiSelector`), or the text
 * of the date or time; `null` when it was cancelled.
 */
export function openPicker(
  host: HTMLElement,
  options: PickerOptions,
): Promise<number | number[] | string | null> {
  switch (options.mode) {
    case 'selector': {
      const column = new PickerColumn(options.title || '选项', () => {})
      column.set(options.range, options.value)
      return show(host, options.title, [column], () => column.value)
    }
    case 'multiSelector':
      return openMultiSelector(host, options)
    case 'date':
      return openWheels(host, options, dateWheels(options))
    case 'time':
      return openWheels(host, options, timeWheels(options))
  }
}

/**
 * The app may change `options.range` and `options.value` in `onColumnChange` (provinces, then their cities); the
 * wheels follow once it has.
 */
function openMultiSelector(
  host: HTMLElement,
  options: Extract<PickerOptions, { mode: 'multiSelector' }>,
): Promise<number[] | null> {
  const columns: PickerColumn[] = []
  const refill = (changed?: number) => {
    options.range.forEach((range, index) => {
      const now = columns[index]
      if (!now || index === changed) return
      now.set(
        range,
        changed === undefined ? (options.value[index] ?? 0) : (options.value[index] ?? now.value),
      )
    })
  }
  for (const index of options.range.keys()) {
    columns.push(
      new PickerColumn(`第 ${index + 1} 列`, (value) => {
        options.value[index] = value
        options.onColumnChange(index, value)
        setTimeout(() => refill(index))
      }),
    )
  }
  refill()
  return show(host, options.title, columns, () => columns.map((column) => column.value))
}

function openWheels(
  host: HTMLElement,
  options: Extract<PickerOptions, { mode: 'date' | 'time' }>,
  wheels: Wheels,
): Promise<string | null> {
  const chosen = readValue(options.mode, options.value).slice(0, wheels.labels.length)
  let rows: number[][] = []
  const columns = wheels.labels.map(
    (label, wheel) =>
      new PickerColumn(label, (index) => {
        chosen[wheel] = rows[wheel]?.[index] ?? 0
        refill(wheel)
      }),
  )
  /** Rows to the right depend on what stands to the left: days on the month, the month on the first year. */
  function refill(changed: number): void {
    for (let wheel = changed + 1; wheel < columns.length; wheel += 1) {
      rows = wheels.rows(chosen)
      const row = rows[wheel] ?? []
      const wanted = chosen[wheel] ?? 0
      const nearest = Math.max(row[0] ?? 0, Math.min(wanted, row.at(-1) ?? 0))
      chosen[wheel] = nearest
      columns[wheel]?.set(
        row.map((value) => wheels.show(value, wheel)),
        row.indexOf(nearest),
      )
    }
    rows = wheels.rows(chosen)
  }
  refill(-1)
  return show(host, options.title, columns, () => wheels.write(chosen))
}

function show<T>(
  host: HTMLElement,
  title: string,
  columns: PickerColumn[],
  answer: () => T,
): Promise<T | null> {
  const answered = openDialog<T | null>(host, {
    label: title || '请选择',
    kind: 'mp-sheet',
    cancelled: null,
    dismissible: true,
    build: (close) => [
      element(
        'div',
        { class: 'mp-picker-head' },
        element('button', { class: 'mp-link', onclick: () => close(null) }, '取消'),
        element('span', {}, title),
        element('button', { class: 'mp-link mp-strong', onclick: () => close(answer()) }, '确定'),
      ),
      element('div', { class: 'mp-wheels' }, ...columns.map((column) => column.element)),
    ],
  })
  for (const column of columns) column.settle()
  return answered
}
