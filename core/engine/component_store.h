// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace scalelab {

/// All components of one kind in one run.
class ComponentStore {
public:
    virtual ~ComponentStore() = default;
    [[nodiscard]] virtual std::unique_ptr<ComponentStore> clone() const = 0;
    /// Appends a component with the kind's fallback parameters; returns its slot.
    virtual std::uint32_t add() = 0;
    /// The parameter struct of a component, for ParamDecl::assign.
    [[nodiscard]] virtual void* params(std::uint32_t slot) = 0;
};

template <class C>
class StoreOf final : public ComponentStore {
public:
    [[nodiscard]] std::unique_ptr<ComponentStore> clone() const override { return std::make_unique<StoreOf>(*this); }
    std::uint32_t add() override
    {
        components.emplace_back();
        return static_cast<std::uint32_t>(components.size() - 1);
    }
    [[nodiscard]] void* params(std::uint32_t slot) override { return &components[slot].params; }

    std::vector<C> components;
};

/// Where a component is kept.
struct ComponentPlace {
    ComponentStore* store = nullptr;
    std::uint64_t slot = 0; ///< 64 bits, so that a place travels in two registers without packing.
};

/// The component of class C that is kept there.
template <class C>
C& componentAt(ComponentPlace place) { return static_cast<StoreOf<C>*>(place.store)->components[place.slot]; }

/// A ComponentStore that copies with its owner.
class StoreBox {
public:
    explicit StoreBox(std::unique_ptr<ComponentStore> store) : store_(std::move(store)) {}
    StoreBox(const StoreBox& other) : store_(other.store_->clone()) {}
    StoreBox(StoreBox&&) noexcept = default;
    StoreBox& operator=(const StoreBox& other)
    {
        store_ = other.store_->clone();
        return *this;
    }
    StoreBox& operator=(StoreBox&&) noexcept = default;
    ~StoreBox() = default;

    [[nodiscard]] ComponentStore* get() const { return store_.get(); }

private:
    std::unique_ptr<ComponentStore> store_;
};

} // namespace scalelab
