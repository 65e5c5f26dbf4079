//! A made-up year of a business with 300 customers through the whole program, from files: the accountant's journal of the
//! year before, then month by month the invoices and a statement, once in each of four formats. A person confirms what is
//! certain all at once and answers the rest as it was. `YEAR_SEEDS="1 2 3"` plays other years than the fixed one.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use app::import::FileState;
use app::matching::ProposedLine;
use app::payments::FreeMoney;
use app::recognise::Share;
use app::{Desk, Now};
use chrono::NaiveDate;
use domain::matching::{Match, Outcome};
use domain::{BankEntryId, Cents, CustomerId, InvoiceId, PaymentId};
use store::{BankEntryState, CustomerFilter, CustomerSort, InvoiceFilter, InvoiceSort};
use whole_program_tests::sample_files::business;
use whole_program_tests::year::{Row, Truth, Year, year};
use whole_program_tests::year_files::{self, Format, journal};

/// What came of one format, or of all of them.
#[derive(Clone, Default)]
struct Figures {
    payments: usize,
    certain: usize,
    certain_right: usize,
    first_right: usize,
    among_right: usize,
    /// Lines for which nothing was proposed, and how many of them were payments.
    unknown: usize,
    unknown_payments: usize,
    /// Money of others, which is set aside.
    others: usize,
    returns: usize,
    returns_seen: usize,
    by_hand: usize,
    habits: BTreeMap<&'static str, [usize; 4]>,
    wrong: Vec<String>,
}

fn percent(part: usize, whole: usize) -> String {
    let value = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{},{} %", value / 10, value % 10)
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.payments += other.payments;
        self.certain += other.certain;
        self.certain_right += other.certain_right;
        self.first_right += other.first_right;
        self.among_right += other.among_right;
        self.unknown += other.unknown;
        self.unknown_payments += other.unknown_payments;
        self.others += other.others;
        self.returns += other.returns;
        self.returns_seen += other.returns_seen;
        self.by_hand += other.by_hand;
    }

    fn print(&self, title: &str) {
        println!(
            "{title}: {} payments; certain: precision {} ({} of {}), recall {}; proposals: the truth first {}, among those shown {}; nothing proposed for {} ({} payments); {} of {} returns seen; {} answered by hand; {} lines of others",
            self.payments,
            percent(self.certain_right, self.certain),
            self.certain_right,
            self.certain,
            percent(self.certain_right, self.payments),
            percent(self.first_right, self.payments),
            percent(self.among_right, self.payments),
            self.unknown,
            self.unknown_payments,
            self.returns_seen,
            self.returns,
            self.by_hand,
            self.others,
        );
    }
}

/// What the truth says is open, kept beside the program.
struct Books {
    open: Vec<i64>,
    credit: Vec<i64>,
}

struct Shop<'y> {
    year: &'y Year,
    format: Format,
    folder: tempfile::TempDir,
    desk: Desk,
    today: NaiveDate,
    minute: u32,
    customers: Vec<CustomerId>,
    invoices: Vec<Option<InvoiceId>>,
    credits: Vec<Option<InvoiceId>>,
    /// The payments that were recognised in the line of a row.
    payments: HashMap<usize, Vec<PaymentId>>,
    /// Money that came and went back within a month.
    set_aside: Vec<usize>,
    /// Payments that were sent back.
    paid_twice: usize,
    /// Costs of banks that were taken for paid.
    fees: Cents,
    books: Books,
    figures: Figures,
}

impl<'y> Shop<'y> {
    fn open(year: &'y Year, format: Format) -> Shop<'y> {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(&folder.path().join("data"), None).unwrap();
        let today = Year::opening();
        let shop_now = Now { instant: today.and_hms_opt(6, 0, 0).unwrap().and_utc(), today };
        desk.save_business(shop_now, business()).unwrap();
        Shop {
            year,
            format,
            folder,
            desk,
            today,
            minute: 1,
            customers: Vec::new(),
            invoices: vec![None; year.invoices.len()],
            credits: vec![None; year.credits.len()],
            payments: HashMap::new(),
            set_aside: Vec::new(),
            paid_twice: 0,
            fees: Cents::ZERO,
            books: Books { open: vec![0; year.invoices.len()], credit: vec![0; year.credits.len()] },
            figures: Figures::default(),
        }
    }

    fn now(&mut self) -> Now {
        self.minute += 1;
        let instant = self.today.and_hms_opt(7, 0, 0).unwrap() + chrono::TimeDelta::seconds(i64::from(self.minute));
        Now { instant: instant.and_utc(), today: self.today }
    }

    /// Files dropped on the window.
    fn read(&mut self, files: Vec<(String, Vec<u8>)>) -> (Now, Vec<FileState>) {
        let put = |(name, bytes): (String, Vec<u8>)| -> PathBuf {
            let path = self.folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let paths: Vec<PathBuf> = files.into_iter().map(put).collect();
        let now = self.now();
        let plan = self.desk.read_files(now, &paths, &mut |_, _, _| true).unwrap();
        (now, plan.files.iter().map(|file| file.state.clone()).collect())
    }

    /// Files dropped on the window, and confirmed.
    fn bring(&mut self, files: Vec<(String, Vec<u8>)>) {
        let (now, states) = self.read(files);
        assert!(states.iter().all(|state| *state == FileState::Ready), "{states:?}");
        let id = self.desk.plan().unwrap().id.clone();
        let done = self.desk.confirm_plan(now, &id, &HashMap::new(), &mut |_, _, _| true).unwrap();
        assert!(done.failed.is_empty(), "{:?}", done.failed);
    }

    /// Learns the ids of customers, invoices and credit notes by their names and numbers.
    fn learn(&mut self) -> HashMap<String, i64> {
        let filter = CustomerFilter::default();
        let rows = self.desk.customer_rows(&filter, CustomerSort::Name, false, 0, 10_000).unwrap().rows;
        let by_name: HashMap<&str, CustomerId> = rows.iter().map(|row| (row.name.as_str(), row.id)).collect();
        assert_eq!(by_name.len(), rows.len());
        self.customers = self.year.customers.iter().map(|made| by_name[made.name.as_str()]).collect();
        let all = InvoiceFilter::all(self.today);
        let rows = self.desk.invoice_rows(&all, InvoiceSort::Number, false, 0, 100_000).unwrap().rows;
        let by_number: HashMap<&str, InvoiceId> = rows.iter().map(|row| (row.number.as_str(), row.id)).collect();
        let find = |number: &str| by_number.get(number).copied();
        self.invoices = self.year.invoices.iter().map(|made| find(&made.number)).collect();
        self.credits = self.year.credits.iter().map(|made| find(&made.number)).collect();
        rows.into_iter().map(|row| (row.number, row.open.0)).collect()
    }

    /// The accounts of the year before, and what is open when the year begins.
    fn begin(&mut self) {
        self.bring(vec![journal::of_the_year_before(self.year)]);
        // The new journal begins with what the old one left open: it brings nothing.
        let (_, states) = self.read(vec![journal::opening(self.year)]);
        let outlook = &self.desk.plan().unwrap().files[0].journal().unwrap().outlook;
        assert_eq!(states, [FileState::Duplicate { imported_on: None }], "{outlook:?}");
        let open = self.learn();
        // What each customer owes is as it was. Which invoice of a group that is not whole stays open, no letter tells.
        let mut owed: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        let before = |day: NaiveDate| day < Year::opening();
        for (place, made) in self.year.invoices.iter().enumerate().filter(|(_, made)| before(made.issued)) {
            self.books.open[place] = open[&made.number];
            let of = owed.entry(made.customer).or_default();
            of.0 += made.cents;
            of.1 += open[&made.number];
        }
        for (place, made) in self.year.credits.iter().enumerate().filter(|(_, made)| before(made.issued)) {
            self.books.credit[place] = open[&made.number];
            let of = owed.entry(made.customer).or_default();
            of.0 -= made.cents;
            of.1 -= open[&made.number];
        }
        for (place, row) in self.year.rows.iter().enumerate().filter(|(_, row)| before(row.day)) {
            for (customer, cents) in journal::parts(self.year, place) {
                owed.get_mut(&customer).unwrap().0 -= cents;
            }
            if let Truth::Pays { customer, paid, discount: true, .. } = &row.truth {
                let granted = paid.iter().filter_map(|(invoice, _)| self.year.invoices[*invoice].discount);
                owed.get_mut(customer).unwrap().0 -= granted.map(|(_, cents)| cents).sum::<i64>();
            }
        }
        for (customer, (truth, acquit)) in owed {
            let file = self.desk.customer_file(self.customers[customer]).unwrap();
            let free: Cents = file.payments.iter().map(domain::Payment::free).sum();
            assert_eq!(acquit - free.0, truth, "{:?}", self.year.customers[customer].name);
        }
    }

    fn month(&mut self, of: u32) {
        let (_, last) = year_files::month(of);
        self.today = last;
        let sales = year_files::sales(self.year, of);
        let statement = year_files::statement(self.year, of, self.format);
        self.bring(vec![sales, statement]);
        let open = self.learn();
        let (first, last) = year_files::month(of);
        let now_issued = |day: NaiveDate| (first..=last).contains(&day);
        for (place, made) in self.year.invoices.iter().enumerate().filter(|(_, made)| now_issued(made.issued)) {
            assert_eq!(open[&made.number], made.cents, "{}", made.number);
            self.books.open[place] = made.cents;
        }
        for (place, made) in self.year.credits.iter().enumerate().filter(|(_, made)| now_issued(made.issued)) {
            self.books.credit[place] = made.cents;
        }

        let now = self.now();
        let mut proposed = self.desk.bank_proposals(now).unwrap();
        proposed.sort_by_key(|line| self.place(line));
        let certain = proposed.iter().filter(|line| line.is_certain()).count();
        let noted: Vec<_> = proposed.iter().filter(|line| line.is_noted()).map(|line| &line.row.entry).collect();
        assert!(noted.is_empty(), "said to be in the accounts, which end before: {noted:?}");
        for line in &proposed {
            self.count(line, of);
        }
        let now = self.now();
        self.desk.confirm_certain(now, certain).unwrap();
        for line in &proposed {
            self.answer(line);
        }
    }

    fn place(&self, line: &ProposedLine) -> usize {
        line.row.entry.bank_reference.as_deref().and_then(year_files::place_of).unwrap()
    }

    fn is_right(&self, found: &Match, row: &Row) -> bool {
        let Truth::Pays { customer, paid, credits, .. } = &row.truth else { return false };
        let mut said: Vec<_> = found.allocations.iter().map(|part| (Some(part.invoice), part.amount.0)).collect();
        said.sort();
        let mut truth: Vec<_> = paid.iter().map(|&(invoice, cents)| (self.invoices[invoice], cents)).collect();
        truth.sort();
        let mut used: Vec<_> = found.credits.iter().map(|used| Some(used.credit_note)).collect();
        used.dedup();
        let credits: Vec<_> = credits.iter().map(|&credit| self.credits[credit]).collect();
        // A cost that a bank is said to have kept is right only where a bank kept it.
        let fee = found.fees.is_empty() || row.habit == "bank fee";
        found.customer == self.customers[*customer] && said == truth && used == credits && fee
    }

    /// Compares what is proposed for a line with what it was; once, when the line is new.
    fn count(&mut self, line: &ProposedLine, of: u32) {
        let place = self.place(line);
        let row = &self.year.rows[place];
        let (first, _) = year_files::month(of);
        if let Outcome::Certain(found) = &line.outcome
            && !self.is_right(found, row)
        {
            self.figures.wrong.push(format!("{row:?}\n  said {found:?}"));
        }
        if row.day < first {
            return;
        }
        let found: &[Match] = match &line.outcome {
            Outcome::Certain(found) => std::slice::from_ref(found),
            Outcome::Doubtful(found) => found,
            _ => &[],
        };
        let right = |found: &Match| self.is_right(found, row);
        let (first_right, among_right) = (found.first().is_some_and(right), found.iter().any(right));
        let is_payment = matches!(row.truth, Truth::Pays { .. } | Truth::Deposit { .. });
        let came_and_went = matches!(line.outcome, Outcome::TakenBack { .. });
        let figures = &mut self.figures;
        if let Truth::Return { of } = row.truth {
            figures.returns += 1;
            if let Outcome::TakesBack { entry } = line.outcome {
                figures.returns_seen += 1;
                let came = self.desk.bank_entry(entry).unwrap().entry.bank_reference;
                assert_eq!(came.as_deref().and_then(year_files::place_of), Some(of), "{row:?}");
            }
            return;
        }
        if came_and_went {
            return;
        }
        let is_certain = matches!(line.outcome, Outcome::Certain(_));
        figures.payments += usize::from(is_payment);
        figures.certain += usize::from(is_certain);
        figures.certain_right += usize::from(is_certain && first_right);
        figures.first_right += usize::from(first_right);
        figures.among_right += usize::from(among_right);
        figures.unknown += usize::from(found.is_empty());
        figures.unknown_payments += usize::from(found.is_empty() && is_payment);
        figures.others += usize::from(row.truth == Truth::Other);
        let habit = figures.habits.entry(row.habit).or_default();
        let counts = [true, is_certain, first_right, among_right];
        habit.iter_mut().zip(counts).for_each(|(sum, counts)| *sum += usize::from(counts));
    }

    fn take(&mut self, paid: &[(usize, i64)], credits: &[usize]) {
        for &(invoice, cents) in paid {
            self.books.open[invoice] -= cents;
        }
        for &credit in credits {
            self.books.open[paid[0].0] -= self.books.credit[credit];
            self.books.credit[credit] = 0;
        }
    }

    /// A person looks at a line and says what it was.
    fn answer(&mut self, line: &ProposedLine) {
        let (place, entry) = (self.place(line), line.row.entry.id);
        let row = &self.year.rows[place];
        match (&line.outcome, &row.truth) {
            (Outcome::Certain(_), Truth::Pays { paid, credits, .. }) => {
                self.take(paid, credits);
                self.remember(place, entry);
            }
            (Outcome::TakenBack { by }, _) => {
                let now = self.now();
                self.desk.set_pair_aside(now, entry, *by).unwrap();
                self.set_aside.push(place);
            }
            (_, Truth::Other) => {
                let now = self.now();
                self.desk.set_entry_aside(now, entry, "pas un client".to_owned()).unwrap();
            }
            (_, Truth::Return { of }) => self.took_back(line, *of),
            (outcome, Truth::Pays { customer, paid, credits, .. }) => {
                let shown: &[Match] = if let Outcome::Doubtful(shown) = outcome { shown } else { &[] };
                let right = shown.iter().find(|found| self.is_right(found, row)).cloned();
                let now = self.now();
                if let Some(right) = right {
                    self.desk
                        .confirm_match(now, entry, &right)
                        .unwrap_or_else(|failure| panic!("{failure:?}: {row:?}"));
                    self.take(paid, credits);
                    if !right.fees.is_empty() {
                        let fees: Cents = right.fees.iter().map(|fee| fee.amount).sum();
                        self.books.open[paid[0].0] -= fees.0;
                        self.fees = self.fees.plus(fees);
                    }
                    self.remember(place, entry);
                    return;
                }
                self.figures.by_hand += 1;
                if paid.is_empty() {
                    self.paid_twice += 1;
                    self.desk.set_entry_aside(now, entry, "payé deux fois, remboursé".to_owned()).unwrap();
                    return;
                }
                for &credit in credits {
                    let (note, invoice) =
                        (FreeMoney::CreditNote(self.credits[credit].unwrap()), self.invoices[paid[0].0]);
                    self.desk.apply_free_money(now, self.customers[*customer], Some(note), invoice).unwrap();
                }
                let parts: Vec<_> =
                    paid.iter().map(|&(of, cents)| (self.invoices[of].unwrap(), Some(Cents(cents)))).collect();
                self.desk
                    .recognise_shares(now, entry, &[Share::whole(self.customers[*customer], parts)])
                    .unwrap_or_else(|failure| panic!("{failure:?}: {row:?}"));
                self.take(paid, credits);
                self.remember(place, entry);
            }
            (_, Truth::Deposit { paid }) => {
                self.figures.by_hand += 1;
                let mut shares: BTreeMap<usize, Share> = BTreeMap::new();
                for &(invoice, cents) in paid {
                    let customer = self.year.invoices[invoice].customer;
                    let share = shares.entry(customer).or_insert(Share {
                        amount: Some(Cents::ZERO),
                        ..Share::whole(self.customers[customer], Vec::new())
                    });
                    share.amount = share.amount.map(|sum| sum.plus(Cents(cents)));
                    share.parts.push((self.invoices[invoice].unwrap(), Some(Cents(cents))));
                }
                let now = self.now();
                let shares: Vec<Share> = shares.into_values().collect();
                self.desk.recognise_shares(now, entry, &shares).unwrap();
                self.take(paid, &[]);
                self.remember(place, entry);
            }
        }
    }

    fn remember(&mut self, place: usize, entry: BankEntryId) {
        let row = self.desk.bank_entry(entry).unwrap();
        self.payments.insert(place, row.payments.iter().map(|(payment, _)| *payment).collect());
    }

    /// A direct debit came back: as the program says, else by hand.
    fn took_back(&mut self, line: &ProposedLine, of: usize) {
        if self.set_aside.contains(&of) {
            return;
        }
        let entry = line.row.entry.id;
        let customer = self.customers[journal::parts(self.year, of)[0].0];
        let known = line.takes_back.or_else(|| self.payments.get(&of).and_then(|payments| payments.first().copied()));
        let payment = known.unwrap_or_else(|| {
            // It was received before the year, and is known from the accounts.
            let offered = self.desk.payments_it_may_take_back(entry).unwrap();
            let of_customer = offered.into_iter().find(|(_, file)| file.customer.id == customer);
            of_customer.unwrap_or_else(|| panic!("no payment to take back: {:?}", self.year.rows[of])).0
        });
        if line.takes_back.is_none() {
            self.figures.by_hand += 1;
        }
        let now = self.now();
        self.desk.recognise_return(now, entry, payment).unwrap();
        if let Truth::Pays { paid, .. } = &self.year.rows[of].truth {
            for &(invoice, cents) in paid {
                self.books.open[invoice] += cents;
            }
        }
    }

    /// At the end everything is what it was, to the cent.
    fn check(&mut self) {
        let open = self.learn();
        let mut owed = Cents::ZERO;
        let mut differing = Vec::new();
        for (place, made) in self.year.invoices.iter().enumerate() {
            let (truth, acquit) = (self.books.open[place], open[&made.number]);
            owed = owed.plus(Cents(truth));
            if truth != acquit {
                differing.push(format!("{}: {truth} and not {acquit}", made.number));
            }
        }
        for (place, made) in self.year.credits.iter().enumerate() {
            if self.books.credit[place] != open[&made.number] {
                differing.push(format!("{}: {} and not {}", made.number, self.books.credit[place], open[&made.number]));
            }
        }
        assert!(differing.is_empty(), "{} {}: {differing:?}", self.format.name(), self.year.seed);
        let filter = InvoiceFilter { state: store::InvoiceState::Open, ..InvoiceFilter::all(self.today) };
        assert_eq!(self.desk.invoice_open(&filter).unwrap(), owed);
        assert_eq!(self.desk.bank_entries(BankEntryState::Waiting).unwrap(), [], "every line has its answer");
        for customer in &self.customers {
            let file = self.desk.customer_file(*customer).unwrap();
            for (invoice, parts) in self.desk.breakdowns(&file, self.today) {
                let facts = file.invoice(invoice).unwrap();
                assert_eq!(parts.sum(), facts.amount_due, "{}", facts.number);
                assert_eq!(parts.surplus, Cents::ZERO, "{}", facts.number);
            }
        }
        let checked = self.desk.verify().unwrap();
        assert!(checked.intact, "{checked:?}");
    }
}

impl Shop<'_> {
    /// The accountant's journal of the whole year finds everything there. New are money that came and went back, which
    /// pays nothing here, money that was paid twice and sent back, and discounts, which no line of the bank tells.
    fn end(&mut self) {
        let (_, states) = self.read(vec![journal::of_the_year(self.year)]);
        assert_eq!(states, [FileState::Ready]);
        let outlook = self.desk.plan().unwrap().files[0].journal().unwrap().outlook.clone();
        let in_year = |row: &&Row| row.day >= Year::opening() && row.day <= self.today;
        let rows = || self.year.rows.iter().filter(in_year);
        let back = rows().filter(|row| row.is_return).count();
        let of_before =
            |row: &&Row| matches!(row.truth, Truth::Return { of } if self.year.rows[of].day < Year::opening());
        let discounts = rows().filter(|row| matches!(row.truth, Truth::Pays { discount: true, .. })).count();
        assert_eq!(
            (outlook.customers_new, outlook.invoices.count, outlook.credit_notes.count),
            (0, 0, 0),
            "{outlook:?}"
        );
        assert_eq!((outlook.money_back.count as usize, outlook.book_entries.count as usize), (back, discounts));
        // What was settled this year with something of the year before has no day of its own here: a payment that went
        // back is gone from the start, a credit note counts from its issue.
        let issued_before = |credit: &usize| self.year.credits[*credit].issued < Year::opening();
        let with_credit =
            |row: &&Row| matches!(&row.truth, Truth::Pays { credits, .. } if credits.iter().any(issued_before));
        if rows().any(|row| of_before(&row) || with_credit(&row)) {
            return;
        }
        assert_eq!((outlook.contradicting, outlook.brought_forward.count, outlook.applied), (0, 0, 0), "{outlook:?}");
        assert_eq!(outlook.payments.count as usize, back + self.paid_twice, "{outlook:?}");
        assert_eq!(outlook.difference(), -self.fees, "only costs taken for paid differ: {:?}", outlook.differing);
    }
}

fn play(year: &Year, format: Format) -> Figures {
    let mut shop = Shop::open(year, format);
    shop.begin();
    (1..=12).for_each(|of| shop.month(of));
    shop.check();
    shop.end();
    shop.figures
}

#[test]
fn a_year_of_statements_pays_what_it_paid() {
    let given = std::env::var("YEAR_SEEDS").unwrap_or_default();
    let mut seeds: Vec<u64> = given.split_whitespace().filter_map(|seed| seed.parse().ok()).collect();
    if seeds.is_empty() {
        seeds.push(1);
    }
    let mut total = Figures::default();
    let mut wrong = Vec::new();
    for seed in seeds {
        let year = year(seed);
        let year = &year;
        let played: Vec<(Format, Figures)> = std::thread::scope(|scope| {
            let threads = Format::ALL.map(|format| (format, scope.spawn(move || play(year, format))));
            threads.into_iter().map(|(format, thread)| (format, thread.join().unwrap())).collect()
        });
        for (format, figures) in played {
            figures.print(&format!("year {seed}, {}", format.name()));
            if given.is_empty() {
                for (habit, [all, certain, first, among]) in &figures.habits {
                    println!(
                        "    {habit:20} {all:5} lines, {certain:5} certain, {first:5} first, {among:5} among those shown"
                    );
                }
            }
            assert!(figures.payments > 1_500, "only {} payments", figures.payments);
            total.add(&figures);
            wrong.extend(figures.wrong.iter().map(|line| format!("year {seed}, {}: {line}", format.name())));
            // Where a bank gives a label and nothing else, there is less to be certain of.
            let least = if format == Format::Ofx { 70 } else { 80 };
            assert!(
                figures.certain_right * 100 > figures.payments * least,
                "{} {seed}: too few payments are certain: {} of {}",
                format.name(),
                figures.certain_right,
                figures.payments
            );
        }
    }
    total.print("all");
    assert!(wrong.is_empty(), "{} certain and wrong:\n{}", wrong.len(), wrong.join("\n"));
}
