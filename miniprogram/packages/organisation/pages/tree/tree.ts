import type {
  FoundOrganisation,
  OrganisationRow,
} from '../../../../../typings/organisation-contract'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { follow, present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import {
  type Found,
  organisationsNote,
  type SearchBox,
  searchBox,
} from '../../../../services/search-box'
import * as session from '../../../../services/session'
import type { Tag } from '../../../../services/words'
import {
  appointPath,
  auditPath,
  closePath,
  editPath,
  movePath,
  peoplePath,
  personPath,
  rosterPath,
  treePath,
} from '../../services/links'
import { type HolderRow, holderRows } from '../../services/person-words'
import { foundNote, sortNote, sortOf, stateTag, zoneName } from '../../services/places'

/** Rows drawn at once; more follow when the list is scrolled to its end. */
const ROWS = 60

interface Row {
  orgId: string
  name: string
  note: string
  tag: Tag | null
}

/** One organisation: what the rules say of it, who holds its posts, what is below it, and what may be changed. */
definePage({
  data: {
    ...SHELL,
    name: '',
    line: '',
    tag: null as Tag | null,
    advice: [] as string[],
    holders: [] as HolderRow[],
    mayAppoint: false,
    children: [] as Row[],
    childCount: 0,
    words: '',
    found: [] as Row[],
    /** Said instead of what was found: nothing, too much, or why it could not be looked for. */
    foundNote: '',
    mayEdit: false,
    mayCreate: false,
    /** Has a superior below which the caller may put it elsewhere, or close it. */
    mayMove: false,
  },
  orgId: '',
  all: [] as Row[],
  box: null as SearchBox | null,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? session.actingFor()?.orgId ?? ''
    this.box = searchBox<Row>(
      (words) => this.search(words),
      (words, { rows, note }) => this.setData({ words, found: rows, foundNote: note }),
    )
  },
  onShow(): void {
    void this.load()
  },
  onUnload(): void {
    this.box?.stop()
  },
  onReachBottom(): void {
    const have = this.data.children.length
    const change: Record<string, Row> = {}
    for (const [index, row] of this.all.slice(have, have + ROWS).entries())
      change[`children[${have + index}]`] = row
    if (Object.keys(change).length > 0) this.setData(change)
  },

  async load(): Promise<void> {
    const { orgId } = this
    const trouble = await present(
      this,
      ['organisation.tree', { orgId }, `tree:${orgId}`],
      ({ organisation, children, advice, mayEdit }) => {
        const isOpen = organisation.state !== 'closed'
        this.all = children.map(rowOf)
        return {
          name: organisation.name,
          line: lineOf(organisation),
          tag: stateTag(organisation.state, organisation.closesOn, new Date()),
          advice: advice.map(({ text }) => text),
          children: this.all.slice(0, Math.max(ROWS, this.data.children.length)),
          childCount: children.length,
          mayEdit: mayEdit && isOpen,
          mayCreate: mayEdit && isOpen && organisation.level !== 'group',
          mayMove:
            mayEdit &&
            isOpen &&
            organisation.parentId !== null &&
            session.actingFor()?.orgId !== orgId,
        }
      },
    )
    if (trouble === null) await this.loadHolders()
  },

  /** After the first content; without it the page is whole too. */
  async loadHolders(): Promise<void> {
    const { orgId } = this
    await follow('member.holders', { orgId }, `holders:${orgId}`, ({ holders, mayAppoint }) => {
      draw(this, { holders: holderRows(holders, new Date()), mayAppoint })
    })
  },

  onSearch(event: WechatMiniprogram.Input): void {
    const { value } = event.detail
    if (value.trim() !== '') this.box?.type(value)
    else {
      this.box?.stop()
      this.setData({ words: '', found: [], foundNote: '' })
    }
  },
  async search(words: string): Promise<Found<Row>> {
    const { found, more } = await call('organisation.search', { orgId: this.orgId, words })
    return { rows: found.map(foundRow), note: organisationsNote(words, found.length, more) }
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    const { org } = event.currentTarget.dataset as { org: string }
    if (org !== this.orgId) void wx.navigateTo({ url: treePath(org) })
  },
  onHolder(event: WechatMiniprogram.TouchEvent): void {
    const { member } = event.currentTarget.dataset as { member: string }
    void wx.navigateTo({ url: personPath(this.orgId, member) })
  },
  onAppoint(): void {
    void wx.navigateTo({ url: appointPath({ org: this.orgId, orgName: this.data.name }) })
  },
  onPeople(): void {
    void wx.navigateTo({ url: peoplePath(this.orgId) })
  },
  onCreate(): void {
    void wx.navigateTo({ url: editPath({ parent: this.orgId }) })
  },
  onEdit(): void {
    void wx.navigateTo({ url: editPath({ org: this.orgId }) })
  },
  onMove(): void {
    void wx.navigateTo({ url: movePath(this.orgId) })
  },
  onClose(): void {
    void wx.navigateTo({ url: closePath(this.orgId) })
  },
  onRoster(): void {
    void wx.navigateTo({ url: rosterPath(this.orgId, this.data.name) })
  },
  onAudit(): void {
    void wx.navigateTo({ url: auditPath(this.orgId, this.data.name) })
  },
})

function rowOf(row: OrganisationRow): Row {
  const { _id, name, state, closesOn } = row
  return { orgId: _id, name, note: sortNote(row), tag: stateTag(state, closesOn, new Date()) }
}

function foundRow(found: FoundOrganisation): Row {
  const { orgId, name, state } = found
  return { orgId, name, note: foundNote(found), tag: stateTag(state, undefined, new Date()) }
}

function lineOf(organisation: OrganisationRow): string {
  const { openedOn, timeZone } = organisation
  return [
    sortOf(organisation),
    openedOn === undefined ? '' : `${openedOn} 成立`,
    timeZone === 'Asia/Shanghai' ? '' : `时区：${zoneName(timeZone)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
