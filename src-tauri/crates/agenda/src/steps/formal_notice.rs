//! The formal notice (mise en demeure), registered.

use domain::{AttachmentKind, Channel, Invoice, InvoiceId, StepKey};
use law::SourceRef;

use super::act_before_limitation::moved_by_letter;
use super::{Stance, Step, from_course, interest_runs, needs_of_a_message, needs_of_a_rate};
use crate::ladder::Pick;
use crate::reason::{Missing, Reason};
use crate::situation::Situation;
use crate::texts;

pub(crate) struct FormalNotice;

impl Step for FormalNotice {
    fn key(&self) -> StepKey {
        StepKey::FormalNotice
    }

    fn consider(&self, situation: &Situation) -> Stance {
        from_course(StepKey::FormalNotice, situation)
    }

    fn channel(&self, _situation: &Situation) -> Option<Channel> {
        Some(Channel::RegisteredLetter)
    }

    fn missing(&self, situation: &Situation, pick: &Pick, list: &mut Vec<Missing>) {
        needs_of_a_message(situation, true, list);
        needs_of_a_rate(situation, list);
        missing_proof(situation, pick, list);
    }

    fn if_you_wait(&self, situation: &Situation, pick: &Pick) -> Reason {
        interest_runs(situation, pick)
    }

    fn why_not_stronger(&self, situation: &Situation, _pick: &Pick) -> Reason {
        let deadline_days = self.deadline_days(situation).unwrap_or(8);
        Reason::NoticeOpensRoutes { deadline_days }
    }

    fn sources(&self, situation: &Situation, _pick: &Pick, list: &mut Vec<SourceRef>) {
        list.push(&texts::FORMAL_NOTICE);
        texts::of_interest(situation.kind(), list);
        // The popular belief that a registered letter stops the clock is false, except against a public body (LI-07, PB-08).
        if moved_by_letter(situation) {
            list.push(&law::texts::PUBLIC_INTERRUPTION);
        } else {
            list.push(&law::texts::CLOSED_LIST);
        }
    }

    fn deadline_days(&self, situation: &Situation) -> Option<u16> {
        situation.scenario.map(|scenario| scenario.notice_deadline_days())
    }

    fn minutes(&self) -> u16 {
        10
    }
}

/// Proof that a judge would ask for, invoice by invoice.
pub(super) fn missing_proof(situation: &Situation, pick: &Pick, list: &mut Vec<Missing>) {
    let lacking = |kinds: &[AttachmentKind], known: fn(&Invoice) -> bool| -> Vec<InvoiceId> {
        pick.places
            .iter()
            .map(|place| situation.standings[*place].invoice)
            .filter(|invoice| {
                !known(invoice) && !invoice.attachments.iter().any(|attachment| kinds.contains(&attachment.kind))
            })
            .map(|invoice| invoice.id)
            .collect()
    };
    let invoices = lacking(&[AttachmentKind::Original], |_| false);
    if !invoices.is_empty() {
        list.push(Missing::OriginalInvoice { invoices });
    }
    let invoices = lacking(&[AttachmentKind::Quote, AttachmentKind::Order, AttachmentKind::Contract], |_| false);
    if !invoices.is_empty() {
        list.push(Missing::ProofOfOrder { invoices });
    }
    let invoices = lacking(&[AttachmentKind::DeliveryNote], |_| false);
    if !invoices.is_empty() {
        list.push(Missing::ProofOfDelivery { invoices });
    }
}
