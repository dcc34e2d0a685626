import type { BuiltIn } from './define'
import { createField, FIELD_CSS, FIELD_PROPERTIES } from './text-field'

/** The keyboard a phone would show. */
const KEYBOARDS: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

export const input: BuiltIn = {
  tag: 'input',
  properties: {
    ...FIELD_PROPERTIES,
    type: { type: String, value: 'text' },
    password: Boolean,
    safePasswordCertPath: String,
    safePasswordLength: Number,
  },
  css: `${FIELD_CSS}
wx-input{display:block;height:1.4em;line-height:1.4em;min-height:1.4em;overflow:hidden;position:relative;text-overflow:clip;white-space:nowrap;user-select:text}
wx-input>.wx-placeholder{bottom:0;white-space:nowrap;text-overflow:ellipsis;display:flex;align-items:center}`,
  setup(instance) {
    const { data, watch } = instance
    const { input: field, behaviour } = createField(instance, 'input')
    watch('type password', () => {
      const hidden = data.password || data.type === 'safe-password'
      ;(field as HTMLInputElement).type = hidden ? 'password' : 'text'
      field.inputMode = KEYBOARDS[String(data.type)] ?? 'text'
      if (data.type === 'nickname') field.setAttribute('autocomplete', 'nickname')
    })
    return behaviour
  },
}
