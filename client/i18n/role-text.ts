import type { Role } from '#models/access/access.schemas.ts'
import type { TextKey } from './i18n.ts'

export const roleText: Readonly<Record<Role, TextKey>> = {
  administrator: 'app.roleAdministrator',
  'portfolio-manager': 'app.rolePortfolioManager',
  'security-officer': 'app.roleSecurityOfficer',
  'finance-officer': 'app.roleFinanceOfficer',
  auditor: 'app.roleAuditor',
  centre: 'app.roleCentre',
}
