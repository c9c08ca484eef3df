import type { RoleTable } from '#platform/access';

/**
 * What each role may do, and how far: the auditor's page, printed to docs/generated/permissions.md. `anonymous`, `citizen` and
 * `asn` (every civil servant signed in) are held without a grant; the others are granted for a time, by somebody.
 */
export const roles = {
  anonymous: {},
  citizen: {},
  asn: {
    'assessment.take': 'own',
    'competency.own': 'own',
    'learning.study': 'own',
    'planning.own': 'own',
  },
  officer: {
    'services.work': 'unit',
    'participation.answer': 'unit',
  },
  'service-manager': {
    'services.work': 'agency',
    'services.assign': 'agency',
    'services.deadlines': 'agency',
    'services.oversee': 'agency',
    'services.publish': 'agency',
    'services.counters': 'agency',
    'participation.assign': 'agency',
    'participation.answer': 'agency',
    'participation.comments': 'agency',
    'measures.agency': 'agency',
  },
  supervisor: {
    'services.work': 'unit',
    'planning.approve': 'unit',
  },
  'unit-head': {
    'services.objections': 'unit',
    'services.sign': 'unit',
    'services.work': 'unit',
    'planning.approve': 'unit',
    'planning.nominate': 'unit',
    'planning.proposals': 'unit',
    'competency.unit': 'unit',
    'participation.answer': 'unit',
    'participation.comments': 'unit',
  },
  trainer: {
    'learning.teach': 'own',
  },
  'training-manager': {
    'assessment.bank': 'agency',
    'assessment.extra-time': 'agency',
    'competency.unit': 'agency',
    'learning.author': 'agency',
    'learning.teach': 'agency',
    'planning.overview': 'agency',
    'planning.proposals': 'agency',
    'measures.agency': 'agency',
  },
  head: {
    'competency.unit': 'agency',
    'measures.agency': 'agency',
    'measures.enter': 'agency',
    'participation.comments': 'agency',
    'planning.overview': 'agency',
    'planning.proposals': 'agency',
    'services.objections': 'agency',
    'services.oversee': 'agency',
  },
  inspector: {
    'directory.people': 'agency',
    'ledger.inspect': 'agency',
    'measures.agency': 'agency',
    'participation.answer': 'unit',
    'services.oversee': 'agency',
  },
  admin: {
    'assessment.extra-time': 'agency',
    'directory.grant': 'agency',
    'directory.import': 'agency',
    'directory.manage': 'agency',
    'directory.people': 'agency',
    'measures.enter': 'agency',
    'services.deadlines': 'agency',
    'services.publish': 'agency',
    'standards.calendar': 'agency',
  },
} as const satisfies RoleTable;
