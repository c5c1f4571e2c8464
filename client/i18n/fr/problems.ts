export const problems = {
  unreachableTitle: 'Le serveur ne répond pas.',
  unreachableDetail:
    'Votre travail reste à l’écran. Réessayez dans un moment ; si rien ne change, prévenez l’équipe de soutien.',
  unexpectedTitle: 'Une erreur imprévue s’est produite.',
  unexpectedDetail:
    'Rien n’a été modifié par cette demande. Réessayez ; si l’erreur revient, transmettez le numéro ci-dessous.',
} as const
