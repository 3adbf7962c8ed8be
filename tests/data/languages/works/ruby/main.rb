require 'set'
require_relative 'sum'

gets
puts sum_of(gets.split.map(&:to_i))
