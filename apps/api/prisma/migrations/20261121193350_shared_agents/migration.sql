-- The operator sees where its own agents serve: it assigns them. Names of queues stay the clients'.
CREATE POLICY operator_reads ON "agent_queue" FOR SELECT
  USING (app_operator() AND agent_tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
