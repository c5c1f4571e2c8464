export const figures = {
  title: 'D’où vient ce chiffre ?',
  formula: 'Formule',
  inputs: 'Composantes',
  source: 'Source',
  unknownBecause: 'Valeur inconnue',
  opening: 'Ouverture de « {label} »',
} as const
