//! Payments, letters, exchanges and deliveries, read back.

use domain::{
    BankEntryId, CustomerId, Delivery, Exchange, ExchangeId, ImportId, InvoiceId, Letter, LetterFigures, LetterId,
    Payment, PaymentId,
};

use super::{Children, Files, Scope, invoice};
use crate::cells::Cells;
use crate::error::StoreError;
use crate::open::Reader;

/// Payments that were not reversed, in the order they were recorded.
pub(super) fn payments(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    // One scan for each kind of part, in the order of the payments.
    let parts = |what: &str| {
        format!(
            "SELECT a.payment, i.id, a.amount_cents FROM payment_allocation a CROSS JOIN invoice i ON i.key = a.invoice
             WHERE {} AND a.what = '{what}' ORDER BY a.payment, a.place",
            scope.of_row("a.payment", "payment")
        )
    };
    let c = &reader.connection;
    let [mut paid, mut withheld, mut discount, mut accessories] = [
        c.prepare_cached(&parts("paid"))?,
        c.prepare_cached(&parts("withheld"))?,
        c.prepare_cached(&parts("discount"))?,
        c.prepare_cached(&parts("accessories"))?,
    ];
    let children = |rows| Children::new(rows, "payment_allocation", invoice::allocation);
    let mut allocations = children(paid.query([scope.parameter()])?)?;
    let mut withheld = children(withheld.query([scope.parameter()])?)?;
    let mut discounts = children(discount.query([scope.parameter()])?)?;
    let mut accessories = children(accessories.query([scope.parameter()])?)?;
    let sql = format!(
        "SELECT key, customer, id, received_on, amount_cents, means, reference, note, entry,
            import, indicated, cheque_number, coalesce(deposited_on, line_day), passed_on
         FROM payment WHERE {} AND reversed IS NULL ORDER BY key",
        scope.of_customer("customer")
    );
    reader.each_of(scope, &sql, "payment", |cells| {
        let key = cells.int()?;
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.payments.push(Payment {
            id: PaymentId(cells.uuid()?),
            customer: file.customer.id,
            received_on: cells.day()?,
            amount: cells.cents()?,
            means: cells.code()?,
            reference: cells.text()?,
            note: cells.text()?,
            entry: cells.opt_uuid()?.map(BankEntryId),
            import: cells.opt_uuid()?.map(ImportId),
            allocations: allocations.of(key)?,
            withheld: withheld.of(key)?,
            discounts: discounts.of(key)?,
            accessories: accessories.of(key)?,
            indicated: cells.bool()?,
            cheque: cells.cheque()?,
            passed_on: cells.opt_day()?,
        });
        Ok(())
    })
}

/// Exchanges in order of day, then of recording, and the deliveries of registered letters.
pub(super) fn exchanges(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT exchange, invoice FROM exchange_invoice WHERE {} ORDER BY exchange, place",
        scope.of_row("exchange", "exchange")
    );
    let mut statement = reader.connection.prepare_cached(&sql)?;
    let read = |cells: &mut Cells<'_>| cells.uuid().map(InvoiceId);
    let mut invoices = Children::new(statement.query([scope.parameter()])?, "exchange_invoice", read)?;
    let sql = format!(
        "SELECT key, customer, id, direction, channel, day, step, letter, party, outcome, registered_number, note,
            deadline_days
         FROM exchange WHERE withdrawn IS NULL AND {} ORDER BY key",
        scope.of_customer("customer")
    );
    reader.each_of(scope, &sql, "exchange", |cells| {
        let key = cells.int()?;
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.exchanges.push(Exchange {
            id: ExchangeId(cells.uuid()?),
            customer: file.customer.id,
            direction: cells.code()?,
            channel: cells.code()?,
            day: cells.day()?,
            step: cells.opt_code()?,
            invoices: invoices.of(key)?,
            letter: cells.opt_uuid()?.map(LetterId),
            party: cells.text()?,
            outcome: cells.opt_code()?,
            registered_number: cells.opt_text()?,
            note: cells.text()?,
            deadline_days: cells.opt_small()?,
        });
        Ok(())
    })?;
    for file in &mut files.files {
        // Stable: the order of recording stays within a day.
        file.exchanges.sort_by_key(|exchange| exchange.day);
    }
    let sql = format!(
        "SELECT e.customer, e.id, d.presented_on, d.outcome FROM delivery d JOIN exchange e ON e.key = d.exchange
         WHERE e.withdrawn IS NULL AND {} ORDER BY e.key",
        scope.of_customer("e.customer")
    );
    reader.each_of(scope, &sql, "delivery", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.deliveries.push(Delivery {
            exchange: ExchangeId(cells.uuid()?),
            presented_on: cells.day()?,
            outcome: cells.code()?,
            // Kept with the exchange, whoever said it.
            registered_number: None,
        });
        Ok(())
    })
}

/// The columns that `letter_of` reads, of `letter l` and `customer c`.
pub(crate) const LETTER: &str = "l.id, c.id, l.step, l.invoices, l.lang, l.day, l.channel, l.recipient, l.subject,
    l.text, l.body, l.pdf, l.message, l.principal_cents, l.interest_cents, l.indemnity_cents, l.total_cents, l.deadline_days";

pub(crate) fn letter_of(cells: &mut Cells<'_>) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: LetterId(cells.uuid()?),
        customer: CustomerId(cells.uuid()?),
        step: cells.code()?,
        invoices: cells.invoice_ids()?,
        lang: cells.code()?,
        day: cells.day()?,
        channel: cells.code()?,
        recipient: cells.text()?,
        subject: cells.text()?,
        text: cells.text()?,
        body: cells.text()?,
        pdf: cells.digest()?,
        message: cells.opt_digest()?,
        figures: LetterFigures {
            principal: cells.cents()?,
            interest: cells.cents()?,
            indemnity: cells.cents()?,
            total: cells.cents()?,
        },
        deadline_days: cells.opt_small()?,
    })
}
