"""Compiled code from numba's cache, of which only the machine code is read until more is needed."""

from __future__ import annotations

from llvmlite import binding
from numba.core.codegen import CPUCodeLibrary, JITCodeLibrary, JitEngine


class Library(JITCodeLibrary):
    """The code of one function. If it was loaded, what it is in LLVM's language waits in `_bitcode`."""

    _machine_code = b""
    _bitcode: bytes | None = None

    @staticmethod
    def fits() -> bool:
        """Whether numba has what this class overrides and calls."""
        used = {CPUCodeLibrary: ("_unserialize", "_get_module_for_linking", "_finalize_final_module",
                                 "enable_object_caching", "_set_compiled_object"),
                JITCodeLibrary: ("get_pointer_to_function",), JitEngine: ("_load_defined_symbols",)}
        return all(hasattr(one, name) for one, names in used.items() for name in names)

    @classmethod
    def _unserialize(cls, codegen, state):
        name, kind, data = state
        if kind != "object":
            return super()._unserialize(codegen, state)
        self = codegen.create_library(name)
        self._machine_code, self._bitcode = data
        self.enable_object_caching()
        self._set_compiled_object(self._machine_code)
        self._finalize_final_module()
        return self

    def get_pointer_to_function(self, name: str) -> int:
        """The address of a function, or 0 if it is not in this code (only its own wrapper is ever asked for)."""
        # The engine must not be asked for what it does not have. A table of names ends each with a zero byte.
        if f"{name}\0".encode() in self._machine_code:
            self._codegen._engine._defined_symbols.add(name)
        return super().get_pointer_to_function(name)

    def _get_module_for_linking(self):
        if self._bitcode is not None:
            self._shared_module, self._bitcode = binding.parse_bitcode(self._bitcode), None
            self._codegen._engine._load_defined_symbols(self._shared_module)
        return super()._get_module_for_linking()
