//! Lists of invoices in CSV, XLSX and ODS.
