-- AlterTable
ALTER TABLE "call" ADD COLUMN     "left_queue" TEXT;
