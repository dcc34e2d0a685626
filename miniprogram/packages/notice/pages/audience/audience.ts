import { ROLE_NAMES } from '../../../../../cloudfunctions/rules/roles'
import type { Addressee, Audience } from '../../../../../typings/notice'
import type { MemberStage, OrganisationLevel, PostRole } from '../../../../../typings/organisation'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { type Found, type SearchBox, searchBox } from '../../../../services/search-box'
import { LEVEL_NAMES, STAGE_NAMES, unlessSaid } from '../../../../services/words'
import {
  everyone,
  MOST_ORGANISATIONS,
  MOST_PEOPLE,
  ROLES,
  SCOPES,
  type Scope,
  STAGES,
  scopeOf,
} from '../../services/audiences'
import * as keeper from '../../services/draft-keeper'

/** An organisation or a person that can be chosen, or is. */
interface Choice {
  id: string
  name: string
  note: string
  on: boolean
  /** It has organisations below. */
  deep: boolean
}

interface Chip {
  value: string
  name: string
  on: boolean
}

/** Whom a notice goes to: a part of the tree, narrowed by stage or post, or people by name. */
definePage({
  data: {
    ...SHELL,
    scopes: SCOPES,
    scope: 'below' as Scope,
    /** Where the tree is open, from the publisher's organisation down. */
    trail: [] as { id: string; name: string }[],
    found: [] as Choice[],
    chosen: [] as Choice[],
    search: '',
    stages: [] as Chip[],
    roles: [] as Chip[],
    people: '',
    failed: '',
  },
  audience: everyone(''),
  orgId: '',
  names: new Map<string, Pick<Choice, 'name' | 'note'>>(),
  field: null as SearchBox | null,
  turn: 0,

  onLoad(): void {
    const { orgId, draft } = keeper.current()
    this.orgId = orgId
    this.audience = draft.audience
    this.names = new Map()
    this.field = searchBox<Choice>(
      (words) => this.find(words),
      (search, { rows, note }) => this.setData({ search, found: rows, failed: note }),
    )
    draw(this, { scope: scopeOf(draft.audience, orgId) })
    void this.load()
  },
  onUnload(): void {
    this.field?.stop()
  },

  /** The tree where it is open, and the names of what was chosen before. */
  async load(): Promise<void> {
    await Promise.all([this.openTree(this.orgId), this.nameChosen(), this.count()])
  },

  async openTree(orgId: string): Promise<void> {
    const ask = ['organisation.tree', { orgId }, `tree:${orgId}`] as const
    await present(this, ask, ({ organisation, children }) => {
      const below = this.data.trail.findIndex(({ id }) => id === orgId)
      const above = below < 0 ? this.data.trail : this.data.trail.slice(0, below)
      const open = children.filter(({ state }) => state !== 'closed')
      for (const { _id, name, level } of open) {
        this.names.set(_id, { name, note: unlessSaid(LEVEL_NAMES[level], name) })
      }
      return {
        age: '',
        trail: [...above, { id: orgId, name: organisation.shortName }],
        ...(!this.field?.words && this.data.scope !== 'people'
          ? {
              found: open.map(({ _id, level }) =>
                this.choice(_id, level === 'committee' || level === 'generalBranch'),
              ),
            }
          : {}),
      }
    })
  },

  async nameChosen(): Promise<void> {
    const { orgIds, memberIds } = this.audience
    const others = orgIds.filter((orgId: string) => orgId !== this.orgId)
    if (others.length > 0 || memberIds.length > 0) {
      try {
        const input = { orgId: this.orgId, name: '', orgIds: others, memberIds }
        const { organisations, named } = await call('notice.addressees', input)
        this.learn(organisations, named)
      } catch (error) {
        if (!(error instanceof CallError)) throw error
        draw(this, { failed: error.message })
      }
    }
    this.redraw()
  },

  learn(
    organisations: readonly { orgId: string; name: string; level: OrganisationLevel }[],
    people: readonly Addressee[],
  ): void {
    for (const { orgId, name, level } of organisations) {
      this.names.set(orgId, { name, note: unlessSaid(LEVEL_NAMES[level], name) })
    }
    for (const { memberId, name, orgName } of people) {
      this.names.set(memberId, { name, note: orgName })
    }
  },

  choice(id: string, deep = false): Choice {
    const { orgIds, memberIds }: Audience = this.audience
    const named = this.names.get(id)
    const on = orgIds.includes(id) || memberIds.includes(id)
    return { id, name: named?.name ?? '…', note: named?.note ?? '', on, deep }
  },

  redraw(): void {
    const { orgIds, memberIds, stages, roles }: Audience = this.audience
    const ids = this.data.scope === 'people' ? memberIds : this.data.scope === 'below' ? [] : orgIds
    draw(this, {
      chosen: ids.map((id) => this.choice(id)),
      found: this.data.found.map(({ id, deep }) => this.choice(id, deep)),
      stages: STAGES.map((value) => ({
        value,
        name: STAGE_NAMES[value],
        on: stages.includes(value),
      })),
      roles: ROLES.map((value) => ({ value, name: ROLE_NAMES[value], on: roles.includes(value) })),
    })
  },

  onScope(event: WechatMiniprogram.TouchEvent): void {
    const scope = event.currentTarget.dataset.scope as Scope
    if (scope === this.data.scope) return
    const { stages, roles }: Audience = this.audience
    const orgIds = scope === 'below' ? [this.orgId] : []
    const narrowing = scope === 'people' ? { stages: [], roles: [] } : { stages, roles }
    this.audience = { orgIds, memberIds: [], ...narrowing }
    this.field?.stop()
    this.setData({ scope, search: '', found: [], failed: '' })
    if (scope === 'organisations') void this.openTree(this.orgId)
    this.changed()
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    this.field?.stop()
    this.setData({ search: '', failed: '' })
    void this.openTree(String(event.currentTarget.dataset.org))
  },

  onToggle(event: WechatMiniprogram.TouchEvent): void {
    const id = String(event.currentTarget.dataset.id)
    const isPeople = this.data.scope === 'people'
    const field = isPeople ? 'memberIds' : 'orgIds'
    const most = isPeople ? MOST_PEOPLE : MOST_ORGANISATIONS
    const before: string[] = this.audience[field]
    const after = before.includes(id) ? before.filter((each) => each !== id) : [...before, id]
    if (after.length > most) {
      draw(this, { failed: `最多选 ${most} ${isPeople ? '人' : '个组织'}。` })
      return
    }
    this.audience = { ...this.audience, [field]: after }
    this.changed()
  },

  onStage(event: WechatMiniprogram.CustomEvent<{ value: MemberStage }>): void {
    const stages = toggled(this.audience.stages as MemberStage[], event.detail.value)
    this.audience = { ...this.audience, stages }
    this.changed()
  },
  onRole(event: WechatMiniprogram.CustomEvent<{ value: PostRole }>): void {
    const roles = toggled(this.audience.roles as PostRole[], event.detail.value)
    this.audience = { ...this.audience, roles }
    this.changed()
  },

  onSearch(event: WechatMiniprogram.Input): void {
    this.field?.type(event.detail.value)
  },
  async find(words: string): Promise<Found<Choice> | null> {
    if (words !== '')
      return { rows: (await this.idsFor(words)).map((id) => this.choice(id)), note: '' }
    if (this.data.scope === 'people') return { rows: [], note: '' }
    this.setData({ search: '', failed: '' })
    await this.openTree(this.data.trail.at(-1)?.id ?? this.orgId)
    return null
  },

  /** Ids of what is found, whose names are learnt with them. @throws CallError */
  async idsFor(words: string): Promise<string[]> {
    const { orgId } = this
    if (this.data.scope === 'people') {
      const input = { orgId, name: words, orgIds: [], memberIds: [] }
      const { found } = await call('notice.addressees', input)
      this.learn([], found)
      return found.map(({ memberId }) => memberId)
    }
    const { found } = await call('organisation.search', { orgId, words })
    const open = found.filter(({ state }) => state !== 'closed')
    this.learn(open, [])
    return open.map((each) => each.orgId)
  },

  /** The draft follows every choice that names somebody; what names nobody stays on this page. */
  changed(): void {
    this.redraw()
    const { orgIds, memberIds }: Audience = this.audience
    if (orgIds.length + memberIds.length > 0) keeper.change({ audience: this.audience })
    void this.count()
  },

  async count(): Promise<void> {
    this.turn += 1
    const { turn, orgId } = this
    const audience: Audience = this.audience
    if (audience.orgIds.length + audience.memberIds.length === 0) {
      draw(this, { people: '还没有选' })
      return
    }
    let people: string
    try {
      const counted = await call('notice.headcount', { orgId, audience })
      people = `共 ${counted.people} 人，其中 ${counted.joined} 人已加入小程序`
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      people = `人数没有统计出来：${error.message}`
    }
    if (turn === this.turn) draw(this, { people })
  },

  onDone(): void {
    void wx.navigateBack()
  },
})

function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value]
}
