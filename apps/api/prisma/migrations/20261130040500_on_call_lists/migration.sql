-- CreateTable
CREATE TABLE "on_call_list" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "queue_id" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "duties" JSONB NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "on_call_list_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "on_call_list_tenant_id_id_key" ON "on_call_list"("tenant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "on_call_list_tenant_id_name_key_key" ON "on_call_list"("tenant_id", "name_key");

-- AddForeignKey
ALTER TABLE "on_call_list" ADD CONSTRAINT "on_call_list_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_list" ADD CONSTRAINT "on_call_list_tenant_id_queue_id_fkey" FOREIGN KEY ("tenant_id", "queue_id") REFERENCES "queue"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER keep_name_key BEFORE INSERT OR UPDATE ON "on_call_list" FOR EACH ROW EXECUTE FUNCTION keep_name_key();

-- Row-level security of the new table: docs/adr/0006-row-level-security.md. A branch sees the lists of the queues that it sees.
ALTER TABLE "on_call_list" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "on_call_list" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "on_call_list" TO seatline_app;
CREATE POLICY tenant_rows ON "on_call_list" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY own_branch ON "on_call_list" AS RESTRICTIVE USING (NOT (tenant_id = ANY ((SELECT app_branch_tenants())::text[])) OR EXISTS (SELECT FROM queue WHERE queue.tenant_id = on_call_list.tenant_id AND queue.id = on_call_list.queue_id));
