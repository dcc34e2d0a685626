import { around, type BuiltIn, builtInOf, type Instance } from './define'
import { HOVER } from './view'

export const button: BuiltIn = {
  tag: 'button',
  properties: {
    ...HOVER,
    hoverClass: { type: String, value: 'button-hover' },
    hoverStartTime: { type: Number, value: 20 },
    hoverStayTime: { type: Number, value: 70 },
    size: { type: String, value: 'default' },
    type: { type: String, value: 'default' },
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    name: String,
    lang: String,
    sessionFrom: String,
    sendMessageTitle: String,
    sendMessagePath: String,
    sendMessageImg: String,
    appParameter: String,
    showMessageCard: Boolean,
    phoneNumberNoQuotaToast: Boolean,
    needShowEntrance: Boolean,
    entrancePath: String,
    activityType: null,
  },
  css: `wx-button{display:block;position:relative;margin-left:auto;margin-right:auto;padding-left:14px;padding-right:14px;box-sizing:border-box;font-size:18px;text-align:center;text-decoration:none;line-height:2.55555556;border-radius:5px;overflow:hidden;color:#000;background-color:#f8f8f8;cursor:pointer}
wx-button::after{content:" ";width:200%;height:200%;position:absolute;top:0;left:0;border:1px solid rgba(0,0,0,.2);transform:scale(.5);transform-origin:0 0;box-sizing:border-box;border-radius:10px;pointer-events:none}
wx-button[size=mini]{display:inline-block;line-height:2.3;font-size:13px;padding:0 1.34em}
wx-button[type=primary]{color:#fff;background-color:#1aad19}
wx-button[type=warn]{color:#fff;background-color:#e64340}
wx-button[plain]{background-color:transparent;border:1px solid #353535;color:#353535}
wx-button[plain]::after{border-width:0}
wx-button[type=primary][plain]{color:#1aad19;border-color:#1aad19}
wx-button[type=warn][plain]{color:#e64340;border-color:#e64340}
wx-button[disabled]{color:rgba(0,0,0,.3);background-color:#f7f7f7;cursor:default}
wx-button[type=primary][disabled]{color:rgba(255,255,255,.6);background-color:#9ed99d}
wx-button[type=warn][disabled]{color:rgba(255,255,255,.6);background-color:#ec8b89}
wx-button[plain][disabled]{color:rgba(0,0,0,.2);background-color:transparent;border-color:rgba(0,0,0,.2)}
wx-button[loading]::before{content:"";display:inline-block;width:18px;height:18px;vertical-align:middle;box-sizing:border-box;border:2px solid currentColor;border-right-color:transparent;border-radius:50%;animation:wx-button-loading 1s linear infinite;margin-right:6px}
@keyframes wx-button-loading{to{transform:rotate(360deg)}}
.button-hover{color:rgba(0,0,0,.6);background-color:#dedede}
wx-button[type=primary].button-hover{color:rgba(255,255,255,.6);background-color:#179b16}
wx-button[type=warn].button-hover{color:rgba(255,255,255,.6);background-color:#ce3c39}
wx-button[plain].button-hover{color:rgba(53,53,53,.6);border-color:rgba(53,53,53,.6);background-color:transparent}`,
  cssV2: `wx-button{padding:8px 24px;font-size:17px;font-weight:700;line-height:1.41176471;border-radius:4px;color:#06ae56;background-color:#f2f2f2;width:184px}
wx-button::after{display:none}
wx-button[size=mini]{width:auto;line-height:2;font-size:16px;padding:0 .75em}
wx-button[type=primary]{color:#fff;background-color:#07c160}
wx-button[type=warn]{color:#fa5151;background-color:#f2f2f2}
wx-button[type=primary][plain]{color:#07c160;border-color:#07c160}
wx-button[disabled]{color:rgba(0,0,0,.18);background-color:#fafafa}
.button-hover{color:#06ae56;background-color:#e6e6e6}
wx-button[type=primary].button-hover{color:#fff;background-color:#06ad56}`,
  setup(instance) {
    const { element, data, watch } = instance
    element.setAttribute('role', 'button')
    for (const name of ['size', 'type'] as const)
      watch(name, () => element.setAttribute(name, String(data[name])))
    for (const name of ['plain', 'disabled', 'loading'] as const)
      watch(name, () => element.toggleAttribute(name, Boolean(data[name])))
    watch('disabled loading', () => {
      element.tabIndex = data.disabled ? -1 : 0
      element.setAttribute('aria-disabled', String(Boolean(data.disabled)))
      element.setAttribute('aria-busy', String(Boolean(data.loading)))
    })
    const press = () => pressed(instance)
    instance.on('tap', press)
    return { activate: press }
  },
}

function pressed({ component, data, host, emit }: Instance): void {
  if (data.disabled) return
  if (data.formType === 'submit' || data.formType === 'reset') {
    const form = around(component, 'form')
    if (form) builtInOf(form)?.methods?.[data.formType]?.(component)
  }
  const openType = String(data.openType ?? '')
  if (!openType) return
  host.runtime.openType({
    openType,
    page: host.pageOf(component),
    target: { id: component.id, dataset: component.dataset },
    emit,
  })
}
