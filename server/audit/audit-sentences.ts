import type { Bilingual } from '#models/shared/bilingual.ts'

const sentences: Readonly<Record<string, Bilingual>> = {
  'account.first-administrator': {
    fr: 'Premier compte d’administration créé',
    en: 'First administrator account created',
  },
  'account.invited': { fr: 'Personne invitée', en: 'Person invited' },
  'account.invitation': { fr: 'Invitation acceptée', en: 'Invitation accepted' },
  'account.recovery': { fr: 'Accès récupéré', en: 'Access recovered' },
  'account.recovery-link': { fr: 'Lien de récupération remis', en: 'Recovery link given' },
  'account.sign-in': { fr: 'Session ouverte par un lien', en: 'Signed in by a link' },
  'account.disabled': { fr: 'Compte désactivé', en: 'Account disabled' },
  'token.created': { fr: 'Jeton créé pour un programme', en: 'Token created for a program' },
  'body.created': { fr: 'Organisme ajouté', en: 'Body added' },
  'workload.edited': { fr: 'Charge corrigée', en: 'Workload corrected' },
  'workload.bulk-edited': {
    fr: 'Disposition proposée pour un lot de charges',
    en: 'Strategy proposed for many workloads',
  },
  'workload.bulk-undone': { fr: 'Modification d’un lot annulée', en: 'Bulk edit undone' },
  'workload.regrouped': { fr: 'Ressources déplacées vers une autre charge', en: 'Assets moved to another workload' },
  'current-cost.stated': { fr: 'Coût actuel déclaré', en: 'Current cost stated' },
  'classification.proposed': { fr: 'Classification proposée', en: 'Classification proposed' },
  'classification.approved': { fr: 'Classification approuvée', en: 'Classification approved' },
  'classification.returned': { fr: 'Classification retournée', en: 'Classification returned' },
  'decision.proposed': { fr: 'Décision proposée', en: 'Decision proposed' },
  'decision.signed': { fr: 'Décision signée', en: 'Decision signed' },
  'decision.returned': { fr: 'Décision retournée', en: 'Decision returned' },
  'promise.frozen': { fr: 'Engagement figé', en: 'Promise frozen' },
  'barometer.published': { fr: 'Baromètre publié', en: 'Barometer published' },
  'view.saved': { fr: 'Vue enregistrée', en: 'View saved' },
  'view.removed': { fr: 'Vue retirée', en: 'View removed' },
  'import.received': { fr: 'Fichier reçu', en: 'File received' },
  'import.applied': { fr: 'Import appliqué', en: 'Import applied' },
  'import.undone': { fr: 'Import annulé', en: 'Import undone' },
  'import.mapping-remembered': { fr: 'Correspondance de colonnes retenue', en: 'Column mapping remembered' },
  'import.dropped': { fr: 'Import abandonné', en: 'Import dropped' },
  'demonstration.loaded': { fr: 'Portefeuille de démonstration chargé', en: 'Demonstration portfolio loaded' },
}

/** An action of the audit in words; an action without words fails a test, and shows its code meanwhile. */
export function auditSentence(action: string): Bilingual {
  return sentences[action] ?? { fr: action, en: action }
}

export const knownActions: readonly string[] = Object.keys(sentences)
