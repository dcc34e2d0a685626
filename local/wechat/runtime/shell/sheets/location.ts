import { openDialog } from '../dialog'
import { element } from '../element'
import { type AnswerOf, sheetButtons, sheetHead } from './sheet'

interface Place {
  name: string
  latitude: number
  longitude: number
  accuracy: number
}

/** Places to be at, WGS-84. The accuracies are those of an open site, of a city and of a tunnel's mouth. */
const PLACES: Place[] = [
  { name: '广州 · 天河', latitude: 23.1291, longitude: 113.3636, accuracy: 15 },
  { name: '广州 · 天河，1 公里外', latitude: 23.1381, longitude: 113.3636, accuracy: 30 },
  { name: '深圳 · 前海', latitude: 22.5333, longitude: 113.8983, accuracy: 15 },
  { name: '信号很差（误差 900 米）', latitude: 23.1291, longitude: 113.3636, accuracy: 900 },
]

/** `wx.getLocation`: where this phone is to be, or a refusal. */
export function askLocation(
  host: HTMLElement,
  { appName, description }: { appName: string; description: string },
): Promise<AnswerOf<'location'>> {
  return openDialog<AnswerOf<'location'>>(host, {
    label: '申请获取你的位置',
    kind: 'mp-sheet',
    cancelled: { sheet: 'location', position: null },
    dismissible: false,
    build: (close) => {
      const number = (label: string, value: number) => {
        const input = element('input', {
          class: 'mp-text',
          type: 'number',
          step: 'any',
          'aria-label': label,
          value,
        })
        return input
      }
      const first = PLACES[0] ?? { name: '', latitude: 0, longitude: 0, accuracy: 0 }
      const latitude = number('纬度', first.latitude)
      const longitude = number('经度', first.longitude)
      const accuracy = number('误差（米）', first.accuracy)
      const choose = (place: Place) => {
        latitude.value = String(place.latitude)
        longitude.value = String(place.longitude)
        accuracy.value = String(place.accuracy)
      }
      return [
        sheetHead(appName, '申请获取你的位置', description),
        element(
          'div',
          { class: 'mp-ask-list' },
          ...PLACES.map((place, index) => {
            const radio = element('input', { type: 'radio', name: 'mp-place', class: 'mp-tick' })
            radio.checked = index === 0
            radio.addEventListener('change', () => choose(place))
            return element('label', { class: 'mp-ask-row' }, radio, place.name)
          }),
        ),
        element('div', { class: 'mp-ask-fields' }, latitude, longitude, accuracy),
        sheetButtons(
          {
            text: '拒绝',
            native: 'authorizeCancel',
            run: () => close({ sheet: 'location', position: null }),
          },
          {
            text: '允许',
            native: 'authorizeAllow',
            run: () =>
              close({
                sheet: 'location',
                position: {
                  latitude: Number(latitude.value),
                  longitude: Number(longitude.value),
                  accuracy: Number(accuracy.value),
                },
              }),
          },
        ),
      ]
    },
  })
}
