<?php
if (
