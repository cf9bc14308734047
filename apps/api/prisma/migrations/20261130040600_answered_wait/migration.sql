-- AlterTable
ALTER TABLE "call" ADD COLUMN     "answered_wait_ms" INTEGER;
