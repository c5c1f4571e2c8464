import { ProblemError } from '#models/shared/problem.ts'

const refusedTitle = { fr: 'Accès refusé', en: 'Access refused' }

export const notSignedIn = () =>
  new ProblemError({
    code: 'not-signed-in',
    status: 401,
    title: { fr: 'Vous n’avez pas de session ouverte', en: 'You are not signed in' },
    detail: {
      fr: 'La session a pris fin ou n’a pas été ouverte. Se connecter, puis reprendre : ce que vous avez saisi est conservé.',
      en: 'The session has ended or was never opened. Sign in and resume: what you typed is kept.',
    },
  })

export const signInRefused = () =>
  new ProblemError({
    code: 'sign-in-refused',
    status: 401,
    title: refusedTitle,
    detail: {
      fr: 'Cet identifiant et ce mot de passe ne vont pas ensemble, ou le compte est désactivé. Vérifier la saisie, ou demander un lien de récupération à l’administration.',
      en: 'This login and password do not match, or the account is disabled. Check them, or ask the administrator for a recovery link.',
    },
  })

export const tooManyAttempts = () =>
  new ProblemError({
    code: 'too-many-attempts',
    status: 429,
    title: { fr: 'Trop d’essais', en: 'Too many attempts' },
    detail: {
      fr: 'Dix essais ont échoué en quinze minutes. Attendre quinze minutes, ou demander un lien de récupération.',
      en: 'Ten attempts failed within fifteen minutes. Wait fifteen minutes, or ask for a recovery link.',
    },
  })

export const actionRefused = () =>
  new ProblemError({
    code: 'action-refused',
    status: 403,
    title: refusedTitle,
    detail: {
      fr: 'Vos rôles ne permettent pas cette action. La demander à l’administration de votre organisme.',
      en: 'Your roles do not allow this action. Ask the administrator of your body for it.',
    },
  })

export const crossSiteRefused = () =>
  new ProblemError({
    code: 'cross-site-refused',
    status: 403,
    title: refusedTitle,
    detail: {
      fr: 'Cette demande vient d’un autre site. La faire depuis les pages d’Arpent.',
      en: 'This request comes from another site. Make it from Arpent’s own pages.',
    },
  })

export const linkRefused = () =>
  new ProblemError({
    code: 'link-refused',
    status: 410,
    title: { fr: 'Ce lien ne sert plus', en: 'This link no longer works' },
    detail: {
      fr: 'Le lien a déjà servi ou a expiré. En demander un nouveau à l’administration.',
      en: 'The link was already used or has expired. Ask the administrator for a new one.',
    },
  })

export const credentialsNeeded = () =>
  new ProblemError({
    code: 'credentials-needed',
    status: 422,
    title: { fr: 'Il manque un mot de passe', en: 'A password is missing' },
    detail: {
      fr: 'Ce lien ouvre un compte : choisir un identifiant et un mot de passe d’au moins 12 caractères.',
      en: 'This link opens an account: choose a login and a password of at least 12 characters.',
    },
    errors: [
      {
        code: 'required',
        pointer: '/password',
        detail: { fr: 'Au moins 12 caractères.', en: 'At least 12 characters.' },
      },
    ],
  })

export const userNotFound = (user: string) =>
  new ProblemError({
    code: 'user-not-found',
    status: 404,
    title: { fr: 'Compte introuvable', en: 'Account not found' },
    detail: { fr: `Aucun compte ${user} dans votre périmètre.`, en: `No account ${user} within your scope.` },
  })

export const accountWider = () =>
  new ProblemError({
    code: 'account-wider',
    status: 403,
    title: refusedTitle,
    detail: {
      fr: 'Ce compte a aussi un rôle dans un organisme hors de votre périmètre. Le demander à l’administration qui les couvre tous.',
      en: 'This account also has a role in a body outside your scope. Ask the administrator who covers them all.',
    },
  })

export const tokenNotFound = () =>
  new ProblemError({
    code: 'token-not-found',
    status: 404,
    title: { fr: 'Jeton introuvable', en: 'Token not found' },
    detail: { fr: 'Aucun jeton de ce numéro dans votre périmètre.', en: 'No token of this number within your scope.' },
  })

export const loginTaken = () =>
  new ProblemError({
    code: 'login-taken',
    status: 409,
    title: { fr: 'Identifiant déjà pris', en: 'Login already taken' },
    detail: {
      fr: 'Un compte porte déjà cet identifiant. En choisir un autre.',
      en: 'An account already has this login. Choose another.',
    },
    errors: [{ code: 'taken', pointer: '/login', detail: { fr: 'Déjà pris.', en: 'Already taken.' } }],
  })

export const bodyNotFound = (code: string) =>
  new ProblemError({
    code: 'body-not-found',
    status: 404,
    title: { fr: 'Organisme introuvable', en: 'Body not found' },
    detail: {
      fr: `Aucun organisme « ${code} » dans votre périmètre. Vérifier le sigle.`,
      en: `No body “${code}” within your scope. Check the code.`,
    },
  })

export const bodyCodeTaken = (code: string) =>
  new ProblemError({
    code: 'body-code-taken',
    status: 409,
    title: { fr: 'Sigle déjà pris', en: 'Code already taken' },
    detail: { fr: `Un organisme porte déjà le sigle ${code}.`, en: `A body already has the code ${code}.` },
    errors: [{ code: 'taken', pointer: '/code', detail: { fr: 'Déjà pris.', en: 'Already taken.' } }],
  })

export const lastAdministrator = () =>
  new ProblemError({
    code: 'last-administrator',
    status: 409,
    title: { fr: 'Il faut au moins une administration', en: 'One administrator must remain' },
    detail: {
      fr: 'Ce compte est le dernier à administrer l’installation. En inviter un autre avant de le désactiver.',
      en: 'This is the last account that administers the installation. Invite another before disabling it.',
    },
  })
