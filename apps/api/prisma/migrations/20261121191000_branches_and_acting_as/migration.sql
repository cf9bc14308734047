-- The audit of the platform is read over all tenants, newest first.
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at" DESC, "id");

-- Acting as a tenant's administrator: for a reason, for an hour, and nothing of it can be changed but that it ends.
ALTER TABLE "act_as_session" ADD CONSTRAINT act_as_reason CHECK (char_length(btrim(reason)) >= 10);
ALTER TABLE "act_as_session" ADD CONSTRAINT act_as_an_hour CHECK (expires_at <= started_at + interval '60 minutes');
REVOKE UPDATE, DELETE ON "act_as_session" FROM seatline_app;
GRANT UPDATE (ended_at) ON "act_as_session" TO seatline_app;
CREATE FUNCTION keep_act_as_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'an ended session stays ended' USING ERRCODE = '42501'; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_act_as_ended BEFORE UPDATE ON "act_as_session" FOR EACH ROW EXECUTE FUNCTION keep_act_as_ended();

-- One branch per person and tenant, whoever writes and whatever the writer sees: all of a person's rows in a tenant name the same one.
CREATE FUNCTION one_branch_per_person() RETURNS trigger LANGUAGE plpgsql
  SET app.branch_tenants = '' SET app.branch_ids = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM membership WHERE tenant_id = NEW.tenant_id AND user_id = NEW.user_id AND branch_id IS DISTINCT FROM
    (SELECT branch_id FROM membership WHERE tenant_id = NEW.tenant_id AND user_id = NEW.user_id LIMIT 1))
  THEN RAISE EXCEPTION 'a person has one branch in a tenant' USING ERRCODE = '23514', CONSTRAINT = 'one_branch_per_person'; END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER one_branch_per_person AFTER INSERT OR UPDATE ON "membership"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION one_branch_per_person();

-- What someone of a branch makes is the branch's.
CREATE FUNCTION keep_branch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.branch_id IS NULL AND NEW.tenant_id = ANY (app_branch_tenants()) THEN
    NEW.branch_id := (SELECT id FROM branch WHERE tenant_id = NEW.tenant_id AND id = ANY (app_branch_ids()) LIMIT 1);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_branch BEFORE INSERT ON "queue" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "did" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "agent" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "agent_group" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "invitation" FOR EACH ROW EXECUTE FUNCTION keep_branch();
CREATE TRIGGER keep_branch BEFORE INSERT ON "membership" FOR EACH ROW EXECUTE FUNCTION keep_branch();

-- Branches see themselves only: what the first policies left open.
-- Nobody can set themselves free: seeing the own row is not being allowed to move it.
ALTER POLICY own_branch ON "membership" WITH CHECK (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
ALTER POLICY own_branch ON "agent" WITH CHECK (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR branch_id = ANY ((SELECT app_branch_ids())::text[]));
-- An agent sees the call they are given, wherever it comes from.
ALTER POLICY own_branch ON "call" USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR agent_id = app_setting('app.agent_id')
  OR EXISTS (SELECT FROM did WHERE did.tenant_id = call.tenant_id AND did.id = call.did_id) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = call.tenant_id AND queue.id = call.queue_id));
-- Agents who are shared by several tenants have their rows at home; what they do for another branch is that branch's.
ALTER POLICY own_branch ON "agent_live" USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]) OR coalesce(served_tenant_id = ANY ((SELECT app_branch_tenants())::text[]), false))
  OR agent_id = app_setting('app.agent_id')
  OR (EXISTS (SELECT FROM agent WHERE agent.id = agent_live.agent_id) AND (call_id IS NULL OR EXISTS (SELECT FROM call WHERE call.id = agent_live.call_id))));
ALTER POLICY own_branch ON "agent_interval" USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]) OR coalesce(served_tenant_id = ANY ((SELECT app_branch_tenants())::text[]), false))
  OR agent_id = app_setting('app.agent_id')
  OR EXISTS (SELECT FROM agent WHERE agent.id = agent_interval.agent_id AND agent.branch_id = ANY ((SELECT app_branch_ids())::text[]))
  OR (EXISTS (SELECT FROM agent WHERE agent.id = agent_interval.agent_id) AND (call_id IS NULL OR EXISTS (SELECT FROM call WHERE call.id = agent_interval.call_id))));

CREATE POLICY own_branch ON "branch" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR id = ANY ((SELECT app_branch_ids())::text[]));
-- Of the people at home in the tenant those with a membership that the branch sees, and oneself.
CREATE POLICY own_branch ON "user" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR id = app_setting('app.user_id')
  OR subject = app_setting('app.subject') OR EXISTS (SELECT FROM membership WHERE membership.user_id = "user".id)) WITH CHECK (true);
CREATE POLICY own_branch ON "agent_group_member" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM agent_group WHERE agent_group.tenant_id = agent_group_member.tenant_id AND agent_group.id = agent_group_member.group_id));
CREATE POLICY own_branch ON "agent_skill" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM agent WHERE agent.id = agent_skill.agent_id));
CREATE POLICY own_branch ON "queue_skill" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = queue_skill.tenant_id AND queue.id = queue_skill.queue_id));
CREATE POLICY own_branch ON "script" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR queue_id IS NULL
  OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = script.tenant_id AND queue.id = script.queue_id));
CREATE POLICY own_branch ON "announcement" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR cardinality(did_ids) = 0
  OR EXISTS (SELECT FROM did WHERE did.tenant_id = announcement.tenant_id AND did.id = ANY (announcement.did_ids)));
CREATE POLICY own_branch ON "phone_number" AS RESTRICTIVE USING (NOT (coalesce(issued_tenant_id, tenant_id) = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM did WHERE did.id = phone_number.did_id));
CREATE POLICY own_branch ON "rejected_call" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM did WHERE did.tenant_id = rejected_call.tenant_id AND did.number_key = ltrim(rejected_call.dnis, '+')));
CREATE POLICY own_branch ON "alarm" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[]))
  OR EXISTS (SELECT FROM call WHERE call.tenant_id = alarm.tenant_id AND call.id = alarm.call_id));
-- The company as a whole: every branch is in it, so it is the head office's.
CREATE POLICY own_branch ON "config_version" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));
CREATE POLICY own_branch ON "journal_event" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));
CREATE POLICY own_branch ON "quarantined_event" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));
-- Written by everyone who changes something, read by the head office.
CREATE POLICY own_branch ON "audit_event" AS RESTRICTIVE FOR SELECT USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])));
CREATE POLICY own_branch ON "act_as_session" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR user_id = app_setting('app.user_id'));
