-- AlterTable
ALTER TABLE "queue" ADD COLUMN     "survey_id" TEXT;

-- AlterTable
ALTER TABLE "voicemail" ADD COLUMN     "detail" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "finished_at" TIMESTAMPTZ(3),
ADD COLUMN     "recording_id" TEXT NOT NULL,
ADD COLUMN     "size_bytes" BIGINT;

-- CreateIndex
CREATE INDEX "voicemail_tenant_id_left_at_idx" ON "voicemail"("tenant_id", "left_at");

-- CreateIndex
CREATE INDEX "callback_tenant_id_requested_at_idx" ON "callback"("tenant_id", "requested_at");
