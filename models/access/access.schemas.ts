import * as v from 'valibot'
import { forms } from '../shared/forms.ts'

/** The six roles (DECISIONS 6). One person may hold several; the two-person rule stays. */
export const roles = [
  'administrator',
  'portfolio-manager',
  'security-officer',
  'finance-officer',
  'auditor',
  'centre',
] as const
export type Role = (typeof roles)[number]
export const roleSchema = v.picklist(roles)

/** Everything a route may ask leave for. A permission is an action on a body's scope. */
export const actions = [
  'accounts.manage',
  'bodies.read',
  'bodies.manage',
  'inventory.read',
  'inventory.edit',
  'imports.read',
  'imports.run',
  'classification.read',
  'classification.propose',
  'classification.approve',
  'rules.read',
  'rules.propose',
  'rules.approve',
  'exemptions.read',
  'exemptions.propose',
  'exemptions.approve',
  'incidents.read',
  'incidents.edit',
  'prices.read',
  'prices.refresh',
  'prices.accept',
  'assessment.read',
  'formulas.read',
  'formulas.edit',
  'formulas.approve',
  'costs.edit',
  'cases.read',
  'cases.edit',
  'strategies.read',
  'strategies.answer',
  'strategies.override',
  'questionnaires.edit',
  'decisions.read',
  'decisions.propose',
  'decisions.sign',
  'waves.read',
  'waves.edit',
  'benefits.read',
  'benefits.edit',
  'benefits.approve',
  'bills.read',
  'bills.import',
  'bills.close',
  'allocation.propose',
  'allocation.approve',
  'ledgers.import',
  'claims.submit',
  'claims.validate',
  'barometer.publish',
  'barometer.configure',
  'audit.read',
  'views.edit',
] as const
export type Action = (typeof actions)[number]

const reading: readonly Action[] = [
  'bodies.read',
  'inventory.read',
  'imports.read',
  'classification.read',
  'rules.read',
  'exemptions.read',
  'prices.read',
  'assessment.read',
  'formulas.read',
  'cases.read',
  'strategies.read',
  'decisions.read',
  'waves.read',
  'benefits.read',
  'bills.read',
]

/**
 * What each role may do within its scope. The administrator keeps accounts and settings and has no business right;
 * the auditor reads all and changes nothing; the centre reads all, publishes the barometer, and is the second person of a
 * body that has only one officer (the usecases check that it is so).
 */
export const actionsOfRole: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['accounts.manage', 'bodies.read', 'bodies.manage', 'audit.read'],
  'portfolio-manager': [
    ...reading,
    'inventory.edit',
    'imports.run',
    'prices.refresh',
    'prices.accept',
    'classification.propose',
    'exemptions.propose',
    'formulas.edit',
    'costs.edit',
    'cases.edit',
    'strategies.answer',
    'strategies.override',
    'questionnaires.edit',
    'decisions.propose',
    'decisions.sign',
    'waves.edit',
    'benefits.edit',
    'bills.import',
    'allocation.propose',
    'claims.submit',
    'views.edit',
  ],
  'security-officer': [
    ...reading,
    'classification.propose',
    'classification.approve',
    'rules.propose',
    'rules.approve',
    'exemptions.propose',
    'exemptions.approve',
    'incidents.read',
    'incidents.edit',
    'strategies.answer',
    'views.edit',
  ],
  'finance-officer': [
    ...reading,
    'prices.refresh',
    'prices.accept',
    'formulas.approve',
    'costs.edit',
    'cases.edit',
    'decisions.sign',
    'benefits.edit',
    'benefits.approve',
    'bills.import',
    'bills.close',
    'allocation.propose',
    'allocation.approve',
    'ledgers.import',
    'claims.submit',
    'claims.validate',
    'views.edit',
  ],
  auditor: [...reading, 'incidents.read', 'audit.read', 'views.edit'],
  centre: [
    ...reading,
    'classification.approve',
    'rules.approve',
    'exemptions.approve',
    'formulas.approve',
    'incidents.read',
    'prices.accept',
    'decisions.sign',
    'benefits.approve',
    'allocation.approve',
    'claims.validate',
    'barometer.publish',
    'barometer.configure',
    'views.edit',
  ],
}

export const bodyKinds = ['centre', 'portfolio', 'body', 'unit'] as const
export type BodyKind = (typeof bodyKinds)[number]

/** A body as people see it. Codes are short and unique in the installation: `MSC`. */
export type BodyView = {
  readonly code: string
  readonly nameFr: string
  readonly nameEn: string
  readonly kind: BodyKind
  readonly parent: string | null
}

/** Who is signed in. People are functions and numbers, never names. */
export type SessionView = {
  readonly user: string
  readonly language: 'fr' | 'en'
  readonly grants: readonly { readonly role: Role; readonly body: string }[]
  readonly actions: readonly Action[]
  readonly bodies: readonly BodyView[]
  readonly isDemonstration: boolean
  readonly dataAsOf: string | null
}

export const bodyCodeSchema = v.pipe(v.string(), v.trim(), v.regex(forms.bodyCode))
/** The same characters give the same text whatever keyboard composed them (NFKC: NIST SP 800-63B, 5.1.1.2). */
const composed = v.transform((text: string) => text.normalize('NFKC'))
export const passwordSchema = v.pipe(v.string(), v.maxLength(200), composed, v.minLength(12), v.maxLength(200))
/** Any script; nothing invisible, which would make two logins look the same. */
export const loginSchema = v.pipe(
  v.string(),
  v.maxLength(120),
  composed,
  v.trim(),
  v.toLowerCase(),
  v.minLength(3),
  v.maxLength(120),
  v.regex(forms.visible),
)

export const signInSchema = v.strictObject({
  login: loginSchema,
  password: v.pipe(v.string(), v.maxLength(200), composed),
})
export const linkTokenSchema = v.strictObject({ token: v.pipe(v.string(), v.regex(forms.linkToken)) })
export const useLinkSchema = v.strictObject({
  ...linkTokenSchema.entries,
  login: v.optional(loginSchema),
  password: v.optional(passwordSchema),
})
export const newUserSchema = v.strictObject({
  login: loginSchema,
  language: v.picklist(['fr', 'en']),
  grants: v.pipe(v.array(v.strictObject({ role: roleSchema, body: bodyCodeSchema })), v.minLength(1), v.maxLength(50)),
})
export const newBodySchema = v.strictObject({
  code: bodyCodeSchema,
  nameFr: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  nameEn: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  kind: v.picklist(bodyKinds),
  parent: v.nullable(bodyCodeSchema),
})

/** One account in the administrator's list. */
export type UserView = {
  readonly user: string
  readonly login: string
  readonly language: 'fr' | 'en'
  readonly status: 'invited' | 'active' | 'disabled'
  readonly grants: readonly { readonly role: Role; readonly body: string }[]
  readonly lastSeenAt: string | null
}

/** One token of a program, as administrators see it: never the token itself. */
export type TokenView = {
  readonly id: string
  readonly role: Role
  readonly body: string
  readonly createdAt: string
  readonly createdBy: string
  readonly expiresAt: string
  readonly revokedAt: string | null
}
