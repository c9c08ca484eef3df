-- One outbox for every way on which a person is told something; each message keeps what became of it.
alter table mail.messages
  add column channel text not null default 'mail' check (channel in ('mail', 'sms')),
  -- What it tells of, so that the person it is for can see what became of it.
  add column about_kind text,
  add column about_id uuid,
  -- The gateway's own number of the message.
  add column reference text,
  add column delivered_at timestamptz,
  drop constraint messages_state_check,
  add constraint messages_state_check check (state in ('waiting', 'sent', 'delivered', 'failed', 'simulated'));
create index messages_about on mail.messages (about_id, made_at desc) where about_id is not null;

-- By which ways somebody wants to hear of a matter. Without a row: by e-mail, if there is an address.
create table mail.choices (
  about_kind text not null,
  about_id uuid not null,
  by_mail boolean not null,
  by_sms boolean not null,
  phone text check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  chosen_at timestamptz not null,
  primary key (about_kind, about_id),
  check (not by_sms or phone is not null)
);
select platform.open_table('mail.choices');

-- Whether a way is open: attempts that failed since one last succeeded.
create table mail.channels (
  channel text primary key check (channel in ('mail', 'sms')),
  failing integer not null default 0,
  failing_since timestamptz,
  last_error text,
  last_sent_at timestamptz
);
select platform.open_table('mail.channels', 'select, insert, update');
create index messages_reference on mail.messages (reference) where reference is not null;
