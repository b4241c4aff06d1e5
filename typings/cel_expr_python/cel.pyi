from collections.abc import Mapping
from typing import ClassVar

class Type:
    DYN: ClassVar[Type]
    STRING: ClassVar[Type]
    @staticmethod
    def Map(key_type: Type, value_type: Type) -> Type: ...

class Value:
    def value(self) -> object: ...

class Expression:
    def eval(self, *, data: Mapping[str, object]) -> Value: ...

class Env:
    def compile(self, expression: str) -> Expression: ...

def NewEnv(*, variables: Mapping[str, Type]) -> Env: ...
