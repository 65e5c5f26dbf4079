import { asFailure, call } from '../ipc'
import { say } from './desk.svelte'

/** What a paper proves. */
export const paperKinds = ['original', 'quote', 'order', 'delivery_note', 'contract', 'other'] as const
export type PaperKind = (typeof paperKinds)[number]

export interface Paper {
  path: string
  name: string
  kind: PaperKind
}

/** Files chosen, to be kept with an invoice. */
export class Papers {
  list = $state<Paper[]>([])

  async pick(first: PaperKind = 'original') {
    try {
      const paths = await call('pick_files', {})
      for (const path of paths) {
        if (this.list.some((paper) => paper.path === path)) continue
        const name = path.split(/[\\/]/).at(-1) ?? path
        const taken = this.list.some((paper) => paper.kind === first)
        this.list.push({ path, name, kind: guess(name) ?? (taken ? 'other' : first) })
      }
    } catch (error) {
      say(asFailure(error).sentence, null, 'late')
    }
  }

  drop(paper: Paper) {
    this.list = this.list.filter((one) => one.path !== paper.path)
  }

  /** Keeps them with an invoice; what was kept leaves the list. True when nothing is left to keep. */
  async keep(invoice: string): Promise<boolean> {
    for (const kind of paperKinds) {
      const paths = this.list.filter((paper) => paper.kind === kind).map((paper) => paper.path)
      if (paths.length === 0) continue
      try {
        const changed = await call('attachment_add', { invoice, kind, paths })
        say(changed.sentence, changed.undo)
        this.list = this.list.filter((paper) => paper.kind !== kind)
      } catch (error) {
        say(asFailure(error).sentence, null, 'late')
      }
    }
    return this.list.length === 0
  }
}

/** A first guess from the file's name, for the owner to mend. */
function guess(name: string): PaperKind | null {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (/devis|quote|estimate/.test(plain)) return 'quote'
  if (/livraison|delivery|\bbl\b|recept/.test(plain)) return 'delivery_note'
  if (/commande|order|\bbc\b/.test(plain)) return 'order'
  if (/contrat|contract|\bcgv\b/.test(plain)) return 'contract'
  if (/facture|invoice|avoir/.test(plain)) return 'original'
  return null
}
