-- CreateTable
CREATE TABLE "service_credit" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "contract_id" TEXT NOT NULL,
    "measure_id" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "details" JSONB NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_credit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "service_credit_tenant_id_month_idx" ON "service_credit"("tenant_id", "month");

ALTER TABLE "service_credit" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "service_credit" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "service_credit" TO seatline_app;
CREATE POLICY tenant_rows ON "service_credit" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));
CREATE POLICY operator_reads ON "service_credit" FOR SELECT USING (app_operator());
