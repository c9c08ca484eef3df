-- The form of a draft as it stood before the last thing done to it in the form builder, and the version that this made: good until another is made.
create table services.form_undos (
  agency_id uuid not null,
  draft_id uuid not null,
  version integer not null,
  form jsonb not null,
  primary key (agency_id, draft_id),
  foreign key (agency_id, draft_id) references services.service_drafts
);
select platform.guard('services.form_undos');
