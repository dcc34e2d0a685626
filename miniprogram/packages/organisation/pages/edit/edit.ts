import { placeRule } from '../../../../../cloudfunctions/rules/organisation'
import { KIND_CONDITIONS, LEVEL_CONDITIONS } from '../../../../../cloudfunctions/rules/set-up'
import type { BranchKind, OrganisationLevel } from '../../../../../typings/organisation'
import type { OrganisationRow } from '../../../../../typings/organisation-contract'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { follow, type Standing } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { LEVEL_NAMES } from '../../../../services/words'
import { KIND_NAMES, ZONES } from '../../services/places'

const LEVELS: readonly OrganisationLevel[] = ['committee', 'generalBranch', 'branch', 'group']
const KINDS: readonly BranchKind[] = ['regular', 'joint', 'temporary', 'mobile']

/** Sets an organisation up, or changes what it is called and how it works. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    creating: false,
    /** Below which it is set up. */
    aboveName: '',
    name: '',
    shortName: '',
    levels: [] as string[],
    level: 0,
    levelName: '',
    kinds: KINDS.map((kind) => KIND_NAMES[kind]),
    kind: 0,
    isBranch: false,
    /** When the rules let one of this sort be set up. */
    conditions: [] as string[],
    openedOn: '',
    zones: ZONES.map(({ name }) => name),
    zone: 0,
    order: '0',
    busy: '',
    failed: '',
  },
  query: {} as { org?: string; parent?: string },
  choices: [] as OrganisationLevel[],
  /** What is being changed; `null` when a new one is set up. */
  before: null as OrganisationRow | null,
  /** Made once per page, so that a second tap sets nothing up twice. */
  newId: '',
  zoneIds: ZONES.map(({ id }) => id),

  onLoad(query: { org?: string; parent?: string }): void {
    this.query = query
    this.newId = newId('org-')
    void this.load()
  },
  onReady(): void {
    const title = this.query.org === undefined ? '新设组织' : '修改组织信息'
    void wx.setNavigationBarTitle({ title })
  },

  async load(): Promise<void> {
    const { org, parent } = this.query
    const orgId = org ?? parent ?? ''
    let drawn = false
    const trouble = await follow(
      'organisation.tree',
      { orgId },
      null,
      ({ organisation, children }) => {
        if (drawn) return
        drawn = true
        if (org === undefined) this.drawNew(organisation, children.length)
        else this.drawExisting(organisation)
      },
    )
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  drawNew(above: OrganisationRow, siblings: number): void {
    this.choices = LEVELS.filter((level) => placeRule(level, above.level) === null)
    const level = Math.max(this.choices.indexOf('branch'), 0)
    this.zoneIs(above.timeZone)
    this.setData({
      status: 'ready',
      creating: true,
      aboveName: above.name,
      levels: this.choices.map((each) => LEVEL_NAMES[each]),
      order: String(siblings),
      ...this.sortShown(level, 0),
    })
  },

  drawExisting(organisation: OrganisationRow): void {
    this.before = organisation
    this.choices = [organisation.level]
    this.zoneIs(organisation.timeZone)
    const { name, shortName, openedOn = '', order, kind = 'regular' } = organisation
    this.setData({
      status: 'ready',
      name,
      shortName,
      openedOn,
      order: String(order),
      ...this.sortShown(0, KINDS.indexOf(kind)),
    })
  },

  /** A zone that is not in the list is offered as it is. */
  zoneIs(timeZone: string): void {
    if (!this.zoneIds.includes(timeZone)) {
      this.zoneIds = [...this.zoneIds, timeZone]
      this.setData({ zones: [...this.data.zones, timeZone] })
    }
    this.setData({ zone: this.zoneIds.indexOf(timeZone) })
  },

  sortShown(levelIndex: number, kindIndex: number) {
    const level = this.choices[levelIndex] ?? 'branch'
    const kind = KINDS[kindIndex] ?? 'regular'
    const ofKind = level === 'branch' ? KIND_CONDITIONS[kind] : null
    return {
      level: levelIndex,
      levelName: LEVEL_NAMES[level],
      kind: kindIndex,
      isBranch: level === 'branch',
      conditions: [LEVEL_CONDITIONS[level], ...(ofKind === null ? [] : [ofKind])].map(
        ({ text }) => text,
      ),
    }
  },

  onLevel(event: WechatMiniprogram.PickerChange): void {
    this.setData(this.sortShown(Number(event.detail.value), this.data.kind))
  },
  onKind(event: WechatMiniprogram.PickerChange): void {
    this.setData(this.sortShown(this.data.level, Number(event.detail.value)))
  },
  onOpened(event: WechatMiniprogram.PickerChange): void {
    this.setData({ openedOn: String(event.detail.value) })
  },
  onZone(event: WechatMiniprogram.PickerChange): void {
    this.setData({ zone: Number(event.detail.value) })
  },
  onName(event: WechatMiniprogram.Input): void {
    this.data.name = event.detail.value
  },
  onShortName(event: WechatMiniprogram.Input): void {
    this.data.shortName = event.detail.value
  },
  onOrder(event: WechatMiniprogram.Input): void {
    this.data.order = event.detail.value
  },

  async onSave(): Promise<void> {
    const name = this.data.name.trim()
    if (name === '') return this.setData({ failed: '请填写组织全称。' })
    const level = this.choices[this.data.level] ?? 'branch'
    const fields = {
      name,
      shortName: (this.data.shortName.trim() || name).slice(0, 20),
      ...(level === 'branch' ? { kind: KINDS[this.data.kind] ?? 'regular' } : {}),
      ...(this.data.openedOn === '' ? {} : { openedOn: this.data.openedOn }),
      timeZone: this.zoneIds[this.data.zone] ?? 'Asia/Shanghai',
      order: Math.min(Math.max(Math.trunc(Number(this.data.order)) || 0, 0), 1_000_000),
    }
    const { before } = this
    const done = await act(this, 'save', async () => {
      if (before === null) {
        const parentId = this.query.parent ?? ''
        await call('organisation.create', { ...fields, orgId: this.newId, parentId, level })
      } else {
        const { _id: orgId, version } = before
        await call('organisation.update', { ...fields, orgId, version })
      }
    })
    if (!done) return
    void wx.showToast({ title: before === null ? '已设立' : '已保存', icon: 'success' })
    void wx.navigateBack()
  },
})
