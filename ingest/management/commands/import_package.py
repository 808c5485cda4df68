"""`manage.py import_package FILE.zip`: a whole instance (整站) as `export` wrote it, into an empty one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ingest.instances import ImportRefused, import_instance


class Command(BaseCommand):
    help = "Take a package of `export` into an empty, migrated instance: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--database", default="default")

    def handle(self, *args, **options):
        try:
            imported = import_instance(options["file"], options["database"])
        except ImportRefused as why:
            raise CommandError(str(why)) from why
        except KeyboardInterrupt as stopped:
            raise CommandError("导入被中断，什么都没有留下。") from stopped
        self.stdout.write(f"已导入 {imported.rows} 行，{imported.files} 个文件。账号和密码照旧，大家需要重新登录。")
