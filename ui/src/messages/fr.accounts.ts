/** An accounting journal on its way in, and how a customer pays, in French. */

export const accounts = {
  content: 'Ce qui sera repris',
  what: 'Élément',
  count: 'Nombre',
  amount: 'Montant',
  leftOut: 'Ce qui est laissé de côté',
  sums: 'Les totaux, à comparer avec votre comptabilité',
  differing: 'Clients dont le solde diffère',
  byAccounts: 'Comptabilité',
  byAcquit: 'Acquit',
  confirm: 'Tout enregistrer',
}

export const habits = {
  title: 'Ses habitudes de paiement',
  few: 'peu de recul',
}
