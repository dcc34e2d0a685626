import type { Person } from '../../../typings/person'
import { fullName } from '../../services/name'

interface Data {
  text: string
}

const someone: Person = { given: '明', family: '李' }

Page<Data, Record<string, never>>({ data: { text: fullName(someone) } })
