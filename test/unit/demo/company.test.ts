import {
  type CompanyMember,
  type CompanyOptions,
  type CompanyOrganisation,
  generateCompany,
} from '../../../local/demo/company'
import { addYears, toDate, toDay } from '../../../local/demo/day'

const TODAY = '2026-11-23'

interface Loaded {
  organisations: CompanyOrganisation[]
  members: CompanyMember[]
  byId: Map<string, CompanyOrganisation>
  childrenOf: (id: string) => CompanyOrganisation[]
  /** Whose books they are in. */
  affiliatedTo: (id: string) => CompanyMember[]
  attachedTo: (id: string) => CompanyMember[]
  /** Who holds which post in an organisation today. */
  officersOf: (id: string) => { role: string; member: CompanyMember }[]
}

function load(options: CompanyOptions): Loaded {
  const company = generateCompany(options)
  const organisations = [...company.organisations]
  const members = [...company.members]
  const group = <T>(entries: Iterable<readonly [string, T]>) => {
    const map = new Map<string, T[]>()
    for (const [key, value] of entries) {
      const list = map.get(key)
      if (list) list.push(value)
      else map.set(key, [value])
    }
    return (key: string) => map.get(key) ?? []
  }
  return {
    organisations,
    members,
    byId: new Map(organisations.map((org) => [org.id, org])),
    childrenOf: group(organisations.map((org) => [org.parentId ?? '', org] as const)),
    affiliatedTo: group(members.map((member) => [member.affiliation.orgId, member] as const)),
    attachedTo: group(
      members.flatMap((member) => member.attachments.map(({ orgId }) => [orgId, member] as const)),
    ),
    officersOf: group(
      members.flatMap((member) =>
        member.posts
          .filter(({ until }) => until === undefined || until >= TODAY)
          .map(({ orgId, role }) => [orgId, { role, member }] as const),
      ),
    ),
  }
}

const isMember = ({ stage }: CompanyMember) => stage === 'full' || stage === 'probationary'
const isFull = ({ stage }: CompanyMember) => stage === 'full'
const count = (list: CompanyMember[], test: (member: CompanyMember) => boolean) =>
  list.filter(test).length

/** Party members in the books of an organisation and all below it. */
function membersBelow(company: Loaded, id: string): number {
  const own = count(company.affiliatedTo(id), isMember)
  return company.childrenOf(id).reduce((sum, child) => sum + membersBelow(company, child.id), own)
}

/** What breaks a rule, as readable lines; a whole company is judged at once. */
function faults(check: (say: (fault: string) => void) => void): string[] {
  const list: string[] = []
  check((fault) => list.push(fault))
  return list.slice(0, 10)
}

const loaded = {
  demo: load({ size: 'demo', today: TODAY }),
  full: load({ size: 'full', today: TODAY }),
}

describe.each(['demo', 'full'] as const)('%s company', (size) => {
  const company = loaded[size]
  const { organisations, members, byId } = company
  const branches = organisations.filter(({ level }) => level === 'branch')

  it('is one tree, superiors first, with names of their own', () => {
    const seen = new Set<string>()
    expect(
      faults((say) => {
        for (const { id, parentId, level } of organisations) {
          if (parentId === null ? seen.size > 0 : !seen.has(parentId))
            say(`${id} under ${parentId}`)
          const above = parentId === null ? undefined : byId.get(parentId)?.level
          const fits =
            level === 'group'
              ? above === 'branch'
              : level === 'committee'
                ? above === undefined || above === 'committee'
                : above === 'committee' || (level === 'branch' && above === 'generalBranch')
          if (!fits) say(`${id}: ${level} under ${above}`)
          seen.add(id)
        }
      }),
    ).toEqual([])
    expect(seen.size).toBe(organisations.length)
    expect(new Set(organisations.map(({ name }) => name)).size).toBe(organisations.length)
  })

  it('ORG-1, ORG-2: committees from 100 members, general branches from 50 to 99', () => {
    expect(
      faults((say) => {
        for (const { id, level, name } of organisations) {
          const size = membersBelow(company, id)
          if (level === 'committee' && size < 100) say(`${name}: ${size}`)
          if (level === 'generalBranch' && (size < 50 || size > 99)) say(`${name}: ${size}`)
        }
      }),
    ).toEqual([])
  })

  it('ORG-3, ORG-4: branches of 3 full members and at most 50; joint ones of small units', () => {
    expect(
      faults((say) => {
        for (const { id, kind, name, units } of branches) {
          const people = company.affiliatedTo(id)
          if (kind === 'temporary') continue
          if (count(people, isFull) < 3) say(`${name}: ${count(people, isFull)} full members`)
          if (count(people, isMember) > 50) say(`${name}: ${count(people, isMember)} members`)
          if (kind !== 'joint' && units.length !== 1) say(`${name}: ${units.length} units`)
          if (people.some(({ unit }) => !units.includes(unit))) say(`${name}: a stranger’s unit`)
          if (kind !== 'joint') continue
          if (units.length < 2 || units.length > 5) say(`${name}: ${units.length} units`)
          for (const unit of units) {
            const full = count(people, (member) => isFull(member) && member.unit === unit)
            if (full >= 3) say(`${name}: ${full} full members in ${unit}`)
          }
        }
      }),
    ).toEqual([])
  })

  it('ORG-5: project branches last six months at least, unless temporary', () => {
    expect(
      faults((say) => {
        for (const { name, kind, project, openedOn, closesOn } of branches) {
          if (openedOn > TODAY || (closesOn && closesOn <= TODAY)) say(`${name}: not open`)
          if (project !== (closesOn !== undefined)) say(`${name}: ${closesOn}`)
          if (!closesOn || kind === 'temporary') continue
          if (toDay(closesOn) - toDay(openedOn) < 183) say(`${name}: ${openedOn} to ${closesOn}`)
        }
      }),
    ).toEqual([])
  })

  it('ORG-6: has branches of mobile members, away from the offices', () => {
    const mobile = branches.filter(({ kind }) => kind === 'mobile')
    expect(mobile.length).toBeGreaterThan(0)
    expect(mobile.every(({ project }) => project)).toBe(true)
  })

  it('ORG-7: nobody belongs to a temporary branch, admits there or is elected; officers are appointed', () => {
    const temporary = branches.filter(({ kind }) => kind === 'temporary')
    expect(temporary.length).toBeGreaterThan(0)
    expect(
      faults((say) => {
        for (const { id, name, termEndsOn, closesOn = '' } of temporary) {
          if (company.affiliatedTo(id).length > 0) say(`${name}: people in its books`)
          if (termEndsOn) say(`${name}: a term`)
          const lent = company.attachedTo(id)
          if (count(lent, isFull) < 3) say(`${name}: ${lent.length} lent`)
          for (const { attachments } of lent) {
            if (attachments.some(({ until }) => !until || until > closesOn))
              say(`${name}: too long`)
          }
          const officers = company.officersOf(id)
          if (!officers.some(({ role }) => role === 'secretary')) say(`${name}: no secretary`)
          if (officers.some(({ member }) => !lent.includes(member))) say(`${name}: a stranger`)
        }
      }),
    ).toEqual([])
  })

  it('ORG-8, ORG-9: a committee of 3 to 5 from seven full members on, below that none', () => {
    expect(
      faults((say) => {
        for (const { id, kind, name } of branches) {
          if (kind === 'temporary') continue
          const full = count(company.affiliatedTo(id), isFull)
          const roles = company
            .officersOf(id)
            .map(({ role }) => role)
            .filter((role) => role !== 'projectManager')
          const secretaries = roles.filter((role) => role === 'secretary').length
          const right =
            full >= 7
              ? roles.length >= 3 && roles.length <= 5
              : roles.every((role) => role === 'secretary' || role === 'deputySecretary')
          if (!right || secretaries !== 1 || new Set(roles).size !== roles.length) {
            say(`${name}: ${full} full, ${roles.join(' ')}`)
          }
        }
      }),
    ).toEqual([])
  })

  it('ORG-10, ORG-11: terms of five years above and three below, none of them over', () => {
    expect(
      faults((say) => {
        for (const { id, level, kind, name, termEndsOn } of organisations) {
          if (level === 'group' || kind === 'temporary') {
            if (termEndsOn) say(`${name}: ${termEndsOn}`)
            continue
          }
          if (!termEndsOn || termEndsOn <= TODAY) {
            say(`${name}: ${termEndsOn}`)
            continue
          }
          const years = level === 'committee' ? 5 : 3
          const secretary = company.officersOf(id).find(({ role }) => role === 'secretary')?.member
          const post = secretary?.posts.find((p) => p.orgId === id && p.role === 'secretary')
          const began = toDate(addYears(toDay(termEndsOn), -years))
          if (Math.abs(toDay(post?.from ?? '') - toDay(began)) > 1)
            say(`${name}: ${post?.from} ${began}`)
        }
      }),
    ).toEqual([])
  })

  it('ORG-16: every officer is a full member of a year’s standing when the post began, and was there', () => {
    expect(
      faults((say) => {
        for (const { id, name, posts, convertedOn, affiliation } of members) {
          for (const { role, orgId, from, until } of posts) {
            if (!byId.has(orgId)) say(`${id}: ${orgId}`)
            if (until !== undefined && until < from) say(`${name}: ${from} to ${until}`)
            const kind = byId.get(orgId)?.kind
            const standing = convertedOn ? toDay(from) - toDay(convertedOn) : -1
            if (role !== 'groupLeader' && role !== 'projectManager' && !until && standing < 365) {
              say(`${name} ${role} ${from} full since ${convertedOn}`)
            }
            if (!convertedOn) say(`${name} ${role}: not a full member`)
            if (kind !== 'temporary' && orgId === affiliation.orgId && from < affiliation.from) {
              say(`${name} ${role} since ${from}, here since ${affiliation.from}`)
            }
          }
        }
      }),
    ).toEqual([])
  })

  it('has a secretary in every organisation, and one project manager on every site', () => {
    expect(
      faults((say) => {
        for (const { id, name, level, kind, project } of organisations) {
          const roles = company.officersOf(id).map(({ role }) => role)
          if (level !== 'group' && !roles.includes('secretary')) say(`${name}: no secretary`)
          if (level === 'group' && roles.join() !== 'groupLeader') say(`${name}: ${roles}`)
          const managers = roles.filter((role) => role === 'projectManager').length
          const site = level === 'branch' && project && kind !== 'temporary'
          if (managers !== (site ? 1 : 0)) say(`${name}: ${managers} managers`)
        }
      }),
    ).toEqual([])
    const root = company.officersOf(organisations[0]!.id).map(({ role }) => role)
    expect(root).toEqual(expect.arrayContaining(['administrator', 'editor', 'deputySecretary']))
  })

  it('has people of every stage, whose steps are in order and far enough apart', () => {
    const order = ['applicant', 'activist', 'candidate', 'probationary', 'full']
    expect(new Set(members.map(({ stage }) => stage))).toEqual(new Set(order))
    expect(
      faults((say) => {
        for (const member of members) {
          const {
            id,
            stage,
            birthMonth,
            appliedOn,
            activistOn,
            candidateOn,
            joinedOn,
            convertedOn,
          } = member
          const steps = [appliedOn, activistOn, candidateOn, joinedOn, convertedOn]
          const taken = steps.filter((step) => step !== undefined)
          if (taken.length !== order.indexOf(stage) + 1) say(`${id}: ${stage} ${taken}`)
          if ([...taken].sort().join() !== taken.join()) say(`${id}: ${taken}`)
          if ((taken.at(-1) ?? '') > TODAY) say(`${id}: ${taken.at(-1)}`)
          if (`${Number(birthMonth.slice(0, 4)) + 18}${birthMonth.slice(4)}` > appliedOn)
            say(`${id}: young`)
          if (Number(TODAY.slice(0, 4)) - Number(birthMonth.slice(0, 4)) > 60) say(`${id}: old`)
          if (candidateOn && toDay(candidateOn) - toDay(activistOn ?? '') < 365)
            say(`${id}: rushed`)
          if (convertedOn && toDay(convertedOn) - toDay(joinedOn ?? '') < 365)
            say(`${id}: probation`)
          if (stage === 'probationary' && toDay(TODAY) - toDay(joinedOn ?? '') > 365)
            say(`${id}: late`)
        }
      }),
    ).toEqual([])
  })

  it('gives everyone ids of their own, a branch they belong to, and a number nobody can be called at', () => {
    for (const field of ['id', 'phone', 'employeeNumber'] as const) {
      expect(new Set(members.map((member) => member[field])).size).toBe(members.length)
    }
    expect(
      faults((say) => {
        for (const { id, phone, affiliation, attachments, name } of members) {
          if (!/^1099\d{7}$/.test(phone)) say(`${id}: ${phone}`)
          if (!/^\p{Script=Han}{3}$/u.test(name)) say(`${id}: ${name}`)
          const home = byId.get(affiliation.orgId)
          if (home?.level !== 'branch') say(`${id}: belongs to ${affiliation.orgId}`)
          if (affiliation.from < (home?.openedOn ?? '') || affiliation.from > TODAY) {
            say(`${id}: since ${affiliation.from}`)
          }
          for (const { orgId, from, until } of attachments) {
            const host = byId.get(orgId)
            if (orgId === affiliation.orgId || !host) say(`${id}: attached to ${orgId}`)
            if (from < (host?.openedOn ?? '') || from < affiliation.from)
              say(`${id}: since ${from}`)
            // Six months or more would call for a transfer (TRF-1).
            if (!until || toDay(until) - toDay(from) > 183) say(`${id}: ${from} to ${until}`)
          }
        }
      }),
    ).toEqual([])
  })

  it('is the same every time, also read twice and interleaved', () => {
    const again = generateCompany({ size, today: TODAY })
    const [one, two] = [again.members[Symbol.iterator](), again.members[Symbol.iterator]()]
    for (const expected of members.slice(0, 300)) {
      expect(one.next().value).toEqual(expected)
      expect(two.next().value).toEqual(expected)
    }
    expect([...again.organisations]).toEqual(organisations)
  })
})

describe('demo company', () => {
  const company = loaded.demo
  const { organisations, members } = company
  const projects = organisations.filter(({ level, project }) => level === 'branch' && project)

  it('has the headquarters’ committee, three companies, 14 project branches and 236 people', () => {
    const [root, ...rest] = organisations
    expect(root).toMatchObject({ level: 'committee', parentId: null, name: '示例建设集团党委' })
    const companies = rest.filter(({ level }) => level === 'committee' || level === 'generalBranch')
    expect(companies.map(({ level }) => level)).toEqual([
      'committee',
      'generalBranch',
      'generalBranch',
    ])
    expect(projects).toHaveLength(14)
    expect(members).toHaveLength(236)
  })

  it('has one project of each special sort', () => {
    const kinds = projects.map(({ kind }) => kind)
    const of = (kind: string) => kinds.filter((k) => k === kind).length
    expect([of('temporary'), of('joint'), of('mobile'), of('regular')]).toEqual([1, 1, 1, 11])
    expect(
      projects.filter(({ signal }) => signal === 'none').map(({ shortName }) => shortName),
    ).toEqual(['云溪隧道项目'])
    const abroad = projects.filter(({ timeZone }) => timeZone !== 'Asia/Shanghai')
    expect(abroad.map(({ timeZone }) => timeZone)).toEqual(['Africa/Nairobi'])
    const hour = new Intl.DateTimeFormat('en', {
      timeZone: abroad[0]!.timeZone,
      timeZoneName: 'longOffset',
    })
    expect(hour.format(toDay(TODAY))).toContain('GMT+03:00')
    const closing = projects.filter(({ closesOn = '' }) => toDay(closesOn) - toDay(TODAY) <= 31)
    expect(closing.map(({ shortName }) => shortName)).toEqual(['南汀医院项目'])
  })

  it('ORG-13, ORG-14: divides its branches of 20 and more into groups with a full member at the head', () => {
    const groups = organisations.filter(({ level }) => level === 'group')
    expect(groups.length).toBeGreaterThanOrEqual(3)
    for (const { id, parentId } of organisations.filter(({ level }) => level === 'branch')) {
      const size = count(company.affiliatedTo(id), isMember)
      expect([parentId, company.childrenOf(id).length > 0]).toEqual([parentId, size >= 20])
    }
    for (const group of groups) {
      const people = members.filter(({ groupId }) => groupId === group.id)
      expect(people.length).toBeGreaterThanOrEqual(3)
      const leader = company.officersOf(group.id)[0]!.member
      expect(leader).toMatchObject({ stage: 'full', groupId: group.id })
    }
  })

  it('has a small branch without a committee, a secretary who is the manager, and a past officer', () => {
    const small = projects.filter(
      ({ id, kind }) => kind === 'regular' && count(company.affiliatedTo(id), isFull) < 7,
    )
    expect(small.map(({ shortName }) => shortName)).toEqual(['石塘水厂项目', '雪岭光伏电站项目'])
    const dual = members.filter(({ posts }) =>
      ['secretary', 'projectManager'].every((role) => posts.some((post) => post.role === role)),
    )
    expect(dual.map(({ unit }) => unit)).toEqual(['雪岭光伏电站项目部'])
    expect(members.some(({ posts }) => posts.some(({ until = TODAY }) => until < TODAY))).toBe(true)
  })

  it('has one secretary who is on the committee above as well, in nobody else’s place', () => {
    const several = members.filter(
      ({ posts }) =>
        new Set(posts.flatMap(({ orgId, until }) => (until === undefined ? orgId : []))).size > 1,
    )
    expect(several).toHaveLength(1)
    expect(several[0]).toMatchObject({
      posts: [
        { role: 'secretary', orgId: 'org-east-7' },
        { role: 'deputySecretary', orgId: 'org-east' },
      ],
    })
    const roles = company.officersOf('org-east').map(({ role }) => role)
    expect([roles.length, new Set(roles).size]).toEqual([5, 5])
  })

  it('moves with the day and changes in nothing else', () => {
    const later = load({ size: 'demo', today: '2027-03-01' })
    const withoutDates = (value: unknown) =>
      JSON.stringify(value).replace(/\d{4}-\d{2}(-\d{2})?/g, 'date')
    expect(withoutDates(later.members)).toBe(withoutDates(members))
    const closing = later.organisations.find(({ shortName }) => shortName === '南汀医院项目')
    expect(closing?.closesOn).toBe('2027-03-31')
  })

  it('has other people for another seed', () => {
    const other = load({ size: 'demo', seed: 2, today: TODAY })
    expect(other.members).toHaveLength(236)
    expect(other.members.map(({ name }) => name)).not.toEqual(members.map(({ name }) => name))
  })
})

describe('full company', () => {
  const { organisations, members } = loaded.full

  it('has 8,000 organisations and 140,000 people', () => {
    expect(organisations).toHaveLength(8_000)
    expect(members).toHaveLength(140_000)
  })

  it('has branches in tunnels, abroad, joint, mobile and closing soon', () => {
    const branches = organisations.filter(({ level }) => level === 'branch')
    const share = (test: (branch: CompanyOrganisation) => boolean) =>
      branches.filter(test).length / branches.length
    expect(share(({ signal }) => signal === 'none')).toBeGreaterThan(0.01)
    expect(share(({ timeZone }) => timeZone !== 'Asia/Shanghai')).toBeGreaterThan(0.05)
    expect(share(({ kind }) => kind === 'joint')).toBeGreaterThan(0.01)
    expect(share(({ kind }) => kind === 'mobile')).toBeGreaterThan(0.005)
    expect(
      share(({ closesOn }) => !!closesOn && toDay(closesOn) - toDay(TODAY) <= 31),
    ).toBeGreaterThan(0.005)
  })
})
