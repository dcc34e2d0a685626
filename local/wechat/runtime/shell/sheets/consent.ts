/** Sheets that ask for one yes or no. */
import { openDialog } from '../dialog'
import { element } from '../element'
import { type AnswerOf, sheetButtons, sheetHead } from './sheet'

function ask<T>(
  host: HTMLElement,
  sheet: {
    appName: string
    question: string
    explanation?: string
    middle?: HTMLElement
    refuse: string
    allow: string
    native?: 'authorize' | 'share'
  },
  yes: T,
  no: T,
): Promise<T> {
  const native = sheet.native ?? 'authorize'
  return openDialog<T>(host, {
    label: sheet.question,
    kind: 'mp-sheet',
    cancelled: no,
    dismissible: false,
    build: (close) => [
      sheetHead(sheet.appName, sheet.question, sheet.explanation),
      ...(sheet.middle ? [sheet.middle] : []),
      sheetButtons(
        { text: sheet.refuse, native: `${native}Cancel`, run: () => close(no) },
        {
          text: sheet.allow,
          native: native === 'share' ? 'shareConfirm' : 'authorizeAllow',
          run: () => close(yes),
        },
      ),
    ],
  })
}

/** `<button open-type="getPhoneNumber">`. */
export function askPhoneNumber(
  host: HTMLElement,
  { appName, number }: { appName: string; number: string },
): Promise<AnswerOf<'phoneNumber'>> {
  return ask<AnswerOf<'phoneNumber'>>(
    host,
    {
      appName,
      question: '申请获取并验证你的手机号',
      middle: element(
        'div',
        { class: 'mp-ask-list' },
        element('div', { class: 'mp-ask-row' }, number),
      ),
      refuse: '不允许',
      allow: '允许',
    },
    { sheet: 'phoneNumber', accept: true },
    { sheet: 'phoneNumber', accept: false },
  )
}

/** A permission that is asked once: 添加到日历, 保存到相册 … */
export function askAuthorize(
  host: HTMLElement,
  { appName, question }: { appName: string; question: string },
): Promise<AnswerOf<'authorize'>> {
  return ask<AnswerOf<'authorize'>>(
    host,
    { appName, question, refuse: '拒绝', allow: '允许' },
    { sheet: 'authorize', allow: true },
    { sheet: 'authorize', allow: false },
  )
}

/** WeChat's own privacy dialog, shown when the mini-program does not listen to onNeedPrivacyAuthorization. */
export function askPrivacy(
  host: HTMLElement,
  { appName, contract }: { appName: string; contract: string },
): Promise<AnswerOf<'privacy'>> {
  return ask<AnswerOf<'privacy'>>(
    host,
    {
      appName,
      question: '用户隐私保护提示',
      explanation: `在你使用前，请仔细阅读${contract}。如你同意，请点击“同意”开始使用。`,
      refuse: '拒绝',
      allow: '同意',
    },
    { sheet: 'privacy', agree: true },
    { sheet: 'privacy', agree: false },
  )
}

/** `wx.makePhoneCall`: the phone's own question. */
export function askPhoneCall(
  host: HTMLElement,
  { appName, number }: { appName: string; number: string },
): Promise<AnswerOf<'phoneCall'>> {
  return ask<AnswerOf<'phoneCall'>>(
    host,
    { appName, question: `呼叫 ${number}`, refuse: '取消', allow: '呼叫' },
    { sheet: 'phoneCall', call: true },
    { sheet: 'phoneCall', call: false },
  )
}

/** Forwarding a card: what it will look like, and the group chat it goes to. */
export function askShare(
  host: HTMLElement,
  card: { appName: string; title: string; imageUrl: string | undefined },
): Promise<AnswerOf<'share'>> {
  return ask<AnswerOf<'share'>>(
    host,
    {
      appName: card.appName,
      question: '发送到群聊',
      native: 'share',
      middle: element(
        'div',
        { class: 'mp-card' },
        element('div', { class: 'mp-card-app' }, card.appName),
        element('div', { class: 'mp-card-title' }, card.title),
        card.imageUrl !== undefined && element('img', { src: card.imageUrl, alt: '' }),
        element('div', { class: 'mp-card-foot' }, '小程序'),
      ),
      refuse: '取消',
      allow: '发送',
    },
    { sheet: 'share', send: true },
    { sheet: 'share', send: false },
  )
}
