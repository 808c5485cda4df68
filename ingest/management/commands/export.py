"""`manage.py export FILE.zip`: the whole instance (整站), for another machine or as the backup."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ingest.instances import ExportFailed, export_instance


class Command(BaseCommand):
    help = "Write everything (accounts with password hashes, drafts, versions, events, files) into one new ZIP."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--database", default="default")

    def handle(self, *args, **options):
        try:
            exported = export_instance(options["file"], options["database"])
        except ExportFailed as why:
            raise CommandError(str(why)) from why
        self.stdout.write(
            f"已导出 {options['file']}：{exported.rows} 行，{exported.files} 个文件，{exported.size} 字节。\n"
            f"SHA-256 {exported.sha256}\n"
            "里面有账号、密码散列、草稿和未遮盖的原件，请像保管数据库一样保管。登录状态不在里面。"
        )
