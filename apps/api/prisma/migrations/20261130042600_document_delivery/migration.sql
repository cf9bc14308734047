-- CreateTable
CREATE TABLE "seller_profile" (
    "tenant_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "tax_id" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "bank_name" TEXT NOT NULL DEFAULT '',
    "bank_account" TEXT NOT NULL DEFAULT '',
    "bank_code" TEXT NOT NULL DEFAULT '',
    "payment_terms" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "seller_profile_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "document_schedule" (
    "tenant_id" TEXT NOT NULL,
    "locale" "Locale" NOT NULL,
    "invoices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "call_lists" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "dailies" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "statements" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "document_schedule_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "document_delivery" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tried_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "document_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "document_delivery_tenant_id_kind_reference_address_key" ON "document_delivery"("tenant_id", "kind", "reference", "address");

ALTER TABLE "seller_profile" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "seller_profile" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "seller_profile" TO seatline_app;
CREATE POLICY tenant_rows ON "seller_profile" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "document_schedule" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "document_schedule" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "document_schedule" TO seatline_app;
CREATE POLICY tenant_rows ON "document_schedule" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

ALTER TABLE "document_delivery" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "document_delivery" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "document_delivery" TO seatline_app;
CREATE POLICY tenant_rows ON "document_delivery" USING (tenant_id = ANY ((SELECT app_tenant_ids())::text[])) WITH CHECK (tenant_id = ANY ((SELECT app_tenant_ids())::text[]));

-- Every client's documents name the seller; our own work reads it. Who is sent what, the operator sees of all.
CREATE POLICY operator_reads ON "seller_profile" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "document_schedule" FOR SELECT USING (app_operator());
CREATE POLICY operator_reads ON "document_delivery" FOR SELECT USING (app_operator());
