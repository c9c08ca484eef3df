-- The daily check names every item that is damaged, not the first alone.
alter table ledger.checks add column faults text[] not null default '{}';
update ledger.checks set faults = array[fault] where fault is not null;
alter table ledger.checks add check ((fault is null) = (faults = '{}'));
